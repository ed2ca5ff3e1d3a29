package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayControlsTest {

    private static final PlayControls DEFAULTS = PlayControls.defaults();

    @Test
    void whatThePageIsToldItMaySayAgain() {
        PlayControls changed = DEFAULTS.with(json("{'inPerSecond': 250, 'outPerSecond': 5000, 'bufferBytes': 512,"
                + "'exclusiveBuffers': 1, 'floatingBuffers': 0, 'chain': 'map+filter', 'mapSlowed': true,"
                + "'stalled': true, 'speed': 60, 'playing': false}"));

        assertThat(DEFAULTS.with(changed.toJson()).toJson()).isEqualTo(changed.toJson());
        assertThat(changed.settings().tasks()).hasSize(3);
        assertThat(changed.settings().mapMicros()).isEqualTo(20_000);
        assertThat(changed.settings().bufferBytes()).isEqualTo(512);
        assertThat(changed.stalled()).isTrue();
    }

    @Test
    void chainsCanBeUndoneAndTheRestStays() {
        PlayControls chained = DEFAULTS.with(json("{'chain': 'all', 'inPerSecond': 50, 'mapSlowed': true}"));
        PlayControls unchained = chained.with(json("{'chain': 'none'}"));

        assertThat(chained.settings().tasks()).hasSize(1);
        assertThat(unchained.settings().tasks()).hasSize(4);
        assertThat(unchained.settings().inPerSecond()).isEqualTo(50);
        assertThat(unchained.mapSlowed()).isTrue();
    }

    @Test
    void whatMakesNoSenseIsRefusedAsAWhole() {
        for (String wrong : List.of("{'inPerSecond': 0}", "{'inPerSecond': -1}", "{'outPerSecond': 1e99}",
                "{'outPerSecond': 'many'}", "{'inPerSecond': 1.5}", "{'bufferBytes': 64}", "{'floatingBuffers': 100000}",
                "{'exclusiveBuffers': 0}", "{'bufferBytes': 16777216}", "{'chain': 'sink+map'}", "{'chain': ''}",
                "{'speed': 0}", "{'speed': 61}", "{'speed': 'fast'}", "{'speed': null}", "{'seed': 2}",
                "{'playing': {}}", "{'inPerSecond': 500, 'nothing': 1}", "{'inPerSecond': [1]}")) {
            assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> DEFAULTS.with(json(wrong)));
        }
        assertThat(DEFAULTS.toJson()).isEqualTo(PlayControls.defaults().toJson());
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }
}
