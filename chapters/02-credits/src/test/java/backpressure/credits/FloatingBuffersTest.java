package backpressure.credits;

import static backpressure.credits.TestMessages.SIZE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.same;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Steps;

@ChapterTest
class FloatingBuffersTest {

    // 2.5 request, available

    @Test
    @Tag("2.5")
    @DisplayName("floating buffers are lent until there are none, each a piece of memory of its own")
    void theyAreLentUntilThereAreNone() {
        FloatingBuffers floating = new FloatingBuffers(3, SIZE);
        Set<byte[]> lent = Collections.newSetFromMap(new IdentityHashMap<>());
        assertThat(floating.available()).as("available() of 3 floating buffers, none lent").isEqualTo(3);
        for (int i = 1; i <= 3; i++) {
            Optional<byte[]> memory = floating.request();
            assertThat(memory).as("request %d to 3 floating buffers", i).isPresent();
            assertThat(memory.get()).as("the memory that request %d gave", i).hasSize(SIZE);
            lent.add(memory.get());
            assertThat(floating.available()).as("available() after request %d of 3", i).isEqualTo(3 - i);
        }
        assertThat(lent).as("different pieces of memory, after 3 requests").hasSize(3);
        assertThat(floating.request()).as("request 4 to 3 floating buffers").isEmpty();
        assertThat(floating.available()).as("available() after that").isZero();
    }

    @Test
    @Tag("2.5")
    @DisplayName("a gate may have no floating buffers at all")
    void thereMayBeNone() {
        FloatingBuffers none = new FloatingBuffers(0, SIZE);

        assertThat(none.available()).as("available() of 0 floating buffers").isZero();
        assertThat(none.request()).as("request to 0 floating buffers").isEmpty();
    }

    // 2.6 recycle

    @Test
    @Tag("2.6")
    @DisplayName("memory that comes back is free again, if nobody stands in line")
    void whatComesBackIsFree() {
        FloatingBuffers floating = new FloatingBuffers(2, SIZE);
        byte[] first = floating.request().orElseThrow();
        floating.request();

        floating.recycle(first);

        assertThat(floating.available()).as("available() after 2 of 2 were lent and 1 came back").isEqualTo(1);
        assertThat(floating.request()).as("request() then").isPresent();
        assertThat(floating.request()).as("one more request(): only one had come back").isEmpty();
    }

    // 2.7 the line

    @Test
    @Tag("2.7")
    @DisplayName("memory that comes back goes to the one who came first, then to the next, and then is free")
    void firstComeFirstServed() {
        FloatingBuffers floating = new FloatingBuffers(3, SIZE);
        List<byte[]> lent = lendAll(floating);
        BufferListener first = mock(BufferListener.class, "first");
        BufferListener second = mock(BufferListener.class, "second");
        floating.addBufferListener(first);
        floating.addBufferListener(second);

        floating.recycle(lent.get(0));
        verify(first, times(1).description("first and second stand in line, recycle(memory 0): first gets it"))
                .notifyBufferAvailable(same(lent.get(0)));
        verify(second, never().description("first and second stand in line, recycle(memory 0): second does not get it"))
                .notifyBufferAvailable(any());
        assertThat(floating.available()).as("available() after the one that came back was given to first").isZero();

        floating.recycle(lent.get(1));
        verify(second, times(1).description("then recycle(memory 1): second gets it; first had left the line"))
                .notifyBufferAvailable(same(lent.get(1)));

        floating.recycle(lent.get(2));
        verify(first, times(1).description("then recycle(memory 2): nobody stands in line; first got one in all"))
                .notifyBufferAvailable(any());
        verify(second, times(1).description("then recycle(memory 2): nobody stands in line; second got one in all"))
                .notifyBufferAvailable(any());
        assertThat(floating.available()).as("available() after that: nobody was in line for it").isEqualTo(1);
    }

    @Test
    @Tag("2.7")
    @DisplayName("who stands in line already keeps its place, and has one place only")
    void everybodyHasOnePlace() {
        FloatingBuffers floating = new FloatingBuffers(3, SIZE);
        List<byte[]> lent = lendAll(floating);
        BufferListener first = mock(BufferListener.class, "first");
        BufferListener second = mock(BufferListener.class, "second");
        floating.addBufferListener(first);
        floating.addBufferListener(second);
        floating.addBufferListener(first);

        floating.recycle(lent.get(0));
        verify(first, times(1).description("addBufferListener(first), (second), (first), then recycle: first is first"))
                .notifyBufferAvailable(same(lent.get(0)));
        floating.recycle(lent.get(1));
        verify(second, times(1).description("then recycle: second is next")).notifyBufferAvailable(same(lent.get(1)));
        floating.recycle(lent.get(2));
        verify(first, times(1).description("then recycle: first stood in line once, and has got its one"))
                .notifyBufferAvailable(any());
        assertThat(floating.available()).as("available() after the third came back, and nobody is in line")
                .isEqualTo(1);
    }

    @Test
    @Tag("2.7")
    @DisplayName("who wants more stands in line again, behind the others")
    void whoWantsMoreStandsInLineAgain() {
        FloatingBuffers floating = new FloatingBuffers(4, SIZE);
        List<byte[]> lent = lendAll(floating);
        List<String> served = new ArrayList<>();
        BufferListener greedy = new BufferListener() {
            @Override
            public void notifyBufferAvailable(byte[] memory) {
                served.add("greedy");
                floating.addBufferListener(this);
            }
        };
        floating.addBufferListener(greedy);
        floating.addBufferListener(memory -> served.add("modest"));

        lent.forEach(floating::recycle);

        assertThat(served)
                .as("greedy and modest stand in line, and greedy stands in line again whenever it gets one: "
                        + "who gets the 4 that come back")
                .containsExactly("greedy", "modest", "greedy", "greedy");
    }

    @Test
    @Tag("2.7")
    @DisplayName("who has no use for it any more gives it on, to the next in line or to nobody")
    void whoHasNoUseForItGivesItOn() {
        FloatingBuffers floating = new FloatingBuffers(2, SIZE);
        List<byte[]> lent = lendAll(floating);
        Steps steps = new Steps().did("2 of 2 are lent").did("'has enough' and 'next' stand in line");
        BufferListener hasEnough = mock(BufferListener.class, "has enough");
        doAnswer(call -> {
            floating.recycle(call.getArgument(0));
            return null;
        }).when(hasEnough).notifyBufferAvailable(any());
        BufferListener next = mock(BufferListener.class, "next");
        floating.addBufferListener(hasEnough);
        floating.addBufferListener(next);

        floating.recycle(lent.get(0));
        steps.did("recycle(memory 0): 'has enough' gets it, and recycles it at once");
        verify(next, times(1).description(steps.then("'next' gets it").get())).notifyBufferAvailable(same(lent.get(0)));

        floating.addBufferListener(hasEnough);
        floating.recycle(lent.get(1));
        steps.did("'has enough' stands in line again, alone")
                .did("recycle(memory 1): 'has enough' gets it, and recycles it at once");
        assertThat(floating.available()).as(steps.then("available()")).isEqualTo(1);
    }

    private static List<byte[]> lendAll(FloatingBuffers floating) {
        List<byte[]> lent = new ArrayList<>();
        for (int i = floating.available(); i > 0; i--) {
            lent.add(floating.request().orElseThrow());
        }
        return lent;
    }
}
