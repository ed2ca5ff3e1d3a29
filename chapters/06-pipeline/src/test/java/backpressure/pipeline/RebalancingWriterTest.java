package backpressure.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import backpressure.blockonemit.ResultPartitionWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;

@ChapterTest
class RebalancingWriterTest {

    private final List<String> events = new ArrayList<>();

    @Test
    @Tag("6.7")
    @DisplayName("each record goes to one channel: the first to the first, and so on, in turn")
    void inTurn() throws InterruptedException {
        RebalancingWriter writer = new RebalancingWriter(List.of(channel("a"), channel("b"), channel("c")));

        for (byte record = 1; record <= 7; record++) {
            writer.collect(new byte[] {record});
        }

        assertThat(events).as("where the records 1 to 7 went, with channels a, b and c")
                .containsExactly("1 to a", "2 to b", "3 to c", "4 to a", "5 to b", "6 to c", "7 to a");
    }

    @Test
    @Tag("6.7")
    @DisplayName("it has a free buffer when its channels have")
    void availableWhenItsChannelsAre() throws InterruptedException {
        RebalancingWriter writer = new RebalancingWriter(List.of(channel("a"), channel("b")));

        writer.awaitAvailable();

        assertThat(events).as("what awaitAvailable() asked of the channels").isNotEmpty()
                .allMatch(event -> event.startsWith("awaitAvailable of "));
    }

    @Test
    @Tag("6.7")
    @DisplayName("the end and a failure go to every channel")
    void everyChannelHears() {
        ResultPartitionWriter a = mock(ResultPartitionWriter.class);
        ResultPartitionWriter b = mock(ResultPartitionWriter.class);
        RebalancingWriter writer = new RebalancingWriter(List.of(a, b));
        IOException cause = new IOException("no more");

        writer.finish();
        verify(a, atLeastOnce().description("channel a is finished")).finish();
        verify(b, atLeastOnce().description("channel b is finished")).finish();

        writer.fail(cause);
        verify(a, atLeastOnce().description("channel a is failed, with the cause")).fail(cause);
        verify(b, atLeastOnce().description("channel b is failed, with the cause")).fail(cause);
    }

    private ResultPartitionWriter channel(String name) throws InterruptedException {
        ResultPartitionWriter channel = mock(ResultPartitionWriter.class);
        doAnswer(call -> events.add(call.getArgument(0, byte[].class)[0] + " to " + name)).when(channel).collect(any());
        doAnswer(call -> events.add("awaitAvailable of " + name)).when(channel).awaitAvailable();
        return channel;
    }
}
