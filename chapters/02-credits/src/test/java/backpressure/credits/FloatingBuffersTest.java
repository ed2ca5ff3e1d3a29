package backpressure.credits;

import static backpressure.credits.TestMessages.SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import workbook.testkit.ChapterTest;
import workbook.testkit.Steps;

@ChapterTest
class FloatingBuffersTest {

    private final Steps steps = new Steps();
    @RegisterExtension
    final TestStory story = new TestStory(steps);

    // 2.5 request, available

    @Test
    @Tag("2.5")
    @DisplayName("floating buffers are lent until there are none, each a piece of memory of its own")
    void theyAreLentUntilThereAreNone() {
        FloatingBuffers floating = new FloatingBuffers(3, SIZE);
        TestGateMemory memory = new TestGateMemory(floating);
        steps.did("new FloatingBuffers(3)");
        assertThat(floating.available()).as(steps.then("available()")).isEqualTo(3);
        for (int i = 1; i <= 3; i++) {
            byte[] lent = memory.lend(steps.then("request()"));
            assertThat(lent.length).as(steps.then("request(): how many bytes it gave")).isEqualTo(SIZE);
            assertThat(memory.name(lent)).as(steps.then("request(): a piece that nobody has"))
                    .isEqualTo("floating " + i);
            steps.did("request() -> floating %d", i);
            assertThat(floating.available()).as(steps.then("available()")).isEqualTo(3 - i);
        }
        assertThat(request(floating)).as(steps.then("request()")).isEqualTo("nothing");
        assertThat(floating.available()).as(steps.did("request() -> nothing").then("available()")).isZero();
    }

    @Test
    @Tag("2.5")
    @DisplayName("a gate may have no floating buffers at all")
    void thereMayBeNone() {
        FloatingBuffers none = new FloatingBuffers(0, SIZE);

        assertThat(none.available()).as("available() of 0 floating buffers").isZero();
        assertThat(request(none)).as("request() to 0 floating buffers").isEqualTo("nothing");
    }

    // 2.6 recycle

    @Test
    @Tag("2.6")
    @DisplayName("memory that comes back is free again, if nobody stands in line: this very piece can be lent again")
    void whatComesBackIsFree() {
        FloatingBuffers floating = new FloatingBuffers(2, SIZE);
        TestGateMemory memory = new TestGateMemory(floating);
        steps.did("new FloatingBuffers(2)");
        byte[] first = memory.lend(steps.then("request()"));
        memory.lend(steps.did("request() -> floating 1").then("request()"));

        floating.recycle(first);

        steps.did("request() -> floating 2").did("recycle(floating 1)");
        assertThat(floating.available()).as(steps.then("available()")).isEqualTo(1);
        assertThat(memory.takeAll()).as(steps.then("all that can be requested")).isEqualTo(List.of("floating 1"));
    }

    // 2.7 the line

    @Test
    @Tag("2.7")
    @DisplayName("memory that comes back goes to the one who came first, then to the next, and then is free")
    void firstComeFirstServed() {
        FloatingBuffers floating = new FloatingBuffers(3, SIZE);
        TestGateMemory memory = new TestGateMemory(floating);
        List<byte[]> lent = lendAll(floating, memory);
        List<String> served = new ArrayList<>();
        inLine(floating, listener("first", memory, served));
        inLine(floating, listener("second", memory, served));

        recycle(floating, lent.get(0), memory);
        assertThat(served).as(steps.then("who got what")).isEqualTo(List.of("first got floating 1"));
        assertThat(floating.available()).as(steps.then("available(): it was given to first")).isZero();

        recycle(floating, lent.get(1), memory);
        assertThat(served).as(steps.then("who got what: first had left the line"))
                .isEqualTo(List.of("first got floating 1", "second got floating 2"));

        recycle(floating, lent.get(2), memory);
        assertThat(served).as(steps.then("who got what: nobody stood in line for the third"))
                .isEqualTo(List.of("first got floating 1", "second got floating 2"));
        assertThat(floating.available()).as(steps.then("available(): nobody stood in line for the third")).isEqualTo(1);
    }

    @Test
    @Tag("2.7")
    @DisplayName("who stands in line already keeps its place, and has one place only")
    void everybodyHasOnePlace() {
        FloatingBuffers floating = new FloatingBuffers(3, SIZE);
        TestGateMemory memory = new TestGateMemory(floating);
        List<byte[]> lent = lendAll(floating, memory);
        List<String> served = new ArrayList<>();
        TestListener first = listener("first", memory, served);
        inLine(floating, first);
        inLine(floating, listener("second", memory, served));
        inLine(floating, first);

        for (byte[] back : lent) {
            recycle(floating, back, memory);
        }
        assertThat(served).as(steps.then("who got what: first keeps its place, and has one only"))
                .isEqualTo(List.of("first got floating 1", "second got floating 2"));
        assertThat(floating.available()).as(steps.then("available(): nobody stood in line for the third")).isEqualTo(1);
    }

    @Test
    @Tag("2.7")
    @DisplayName("who wants more stands in line again, behind the others")
    void whoWantsMoreStandsInLineAgain() {
        FloatingBuffers floating = new FloatingBuffers(4, SIZE);
        TestGateMemory memory = new TestGateMemory(floating);
        List<byte[]> lent = lendAll(floating, memory);
        List<String> served = new ArrayList<>();
        inLine(floating, new TestListener("greedy (who stands in line again whenever it gets one)", (self, given) -> {
            served.add("greedy");
            floating.addBufferListener(self);
        }));
        inLine(floating, new TestListener("modest", (self, given) -> served.add("modest")));

        for (byte[] back : lent) {
            recycle(floating, back, memory);
        }
        assertThat(served).as(steps.then("who got the 4, in order"))
                .isEqualTo(List.of("greedy", "modest", "greedy", "greedy"));
    }

    @Test
    @Tag("2.7")
    @DisplayName("who has no use for it any more gives it on, to the next in line or to nobody")
    void whoHasNoUseForItGivesItOn() {
        FloatingBuffers floating = new FloatingBuffers(2, SIZE);
        TestGateMemory memory = new TestGateMemory(floating);
        List<byte[]> lent = lendAll(floating, memory);
        List<String> served = new ArrayList<>();
        TestListener hasEnough = new TestListener("hasEnough (who recycles at once what it gets)",
                (self, given) -> floating.recycle(given));
        inLine(floating, hasEnough);
        inLine(floating, listener("next", memory, served));

        recycle(floating, lent.get(0), memory);
        assertThat(served).as(steps.then("who got what, and kept it")).isEqualTo(List.of("next got floating 1"));

        inLine(floating, hasEnough);
        recycle(floating, lent.get(1), memory);
        assertThat(served).as(steps.then("who got what, and kept it: next had left the line"))
                .isEqualTo(List.of("next got floating 1"));
        assertThat(floating.available()).as(steps.then("available()")).isEqualTo(1);
    }

    private List<byte[]> lendAll(FloatingBuffers floating, TestGateMemory memory) {
        List<byte[]> lent = new ArrayList<>();
        for (int i = floating.available(); i > 0; i--) {
            lent.add(memory.lend(steps.then("request()")));
        }
        steps.did("new FloatingBuffers(%1$d), all %1$d are lent", lent.size());
        return lent;
    }

    private void inLine(FloatingBuffers floating, TestListener listener) {
        floating.addBufferListener(listener);
        steps.did("addBufferListener(%s)", listener);
    }

    private void recycle(FloatingBuffers floating, byte[] back, TestGateMemory memory) {
        floating.recycle(back);
        steps.did("recycle(%s)", memory.name(back));
    }

    private static TestListener listener(String name, TestGateMemory memory, List<String> served) {
        return new TestListener(name, (self, given) -> served.add(name + " got " + memory.name(given)));
    }

    private static String request(FloatingBuffers floating) {
        Optional<byte[]> memory = floating.request();
        return memory.isPresent() ? "some memory" : "nothing";
    }
}
