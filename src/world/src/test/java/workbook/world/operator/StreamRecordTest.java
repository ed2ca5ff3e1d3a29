package workbook.world.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StreamRecordTest {

    @Test
    void isWrittenAsInFlink() {
        assertThat(new StreamRecord(0x0102030405060708L, new byte[] {9, 10}).toBytes())
                .as("a tag, 8 bytes of timestamp, 4 of length, the value")
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 2, 9, 10);
    }

    @Test
    void isReadAsItWasWritten() {
        for (byte[] value : new byte[][] {{}, {1}, new byte[1_000]}) {
            StreamRecord record = StreamRecord.fromBytes(new StreamRecord(-5, value).toBytes());
            assertThat(record.timestamp()).isEqualTo(-5);
            assertThat(record.value()).isEqualTo(value);
        }
    }

    @Test
    void anythingElseIsRefused() {
        byte[] bytes = new StreamRecord(1, new byte[20]).toBytes();
        assertThatIllegalArgumentException().isThrownBy(() -> StreamRecord.fromBytes(Arrays.copyOf(bytes, 12)));
        assertThatIllegalArgumentException().isThrownBy(() -> StreamRecord.fromBytes(Arrays.copyOf(bytes, 32)))
                .withMessageContaining("20 bytes, and there are 19");
        assertThatIllegalArgumentException().isThrownBy(() -> StreamRecord.fromBytes(Arrays.copyOf(bytes, 34)))
                .withMessageContaining("20 bytes, and there are 21");
        bytes[0] = 1;
        assertThatIllegalArgumentException().isThrownBy(() -> StreamRecord.fromBytes(bytes));
    }
}
