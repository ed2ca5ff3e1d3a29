package backpressure.buffers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Seeds;
import workbook.testkit.Steps;

@ChapterTest
class BufferPoolTest {

    // 1.4 request

    @Test
    @Tag("1.4")
    @DisplayName("a pool lends out as many buffers as it owns, and then none")
    void aPoolLendsWhatItOwns() {
        BufferPool pool = new BufferPool(3, 64);
        for (int i = 1; i <= 3; i++) {
            assertThat(pool.request()).as("request %d to a pool of 3, nothing came back", i).isPresent();
        }
        for (int i = 4; i <= 20; i++) {
            assertThat(pool.request())
                    .as("request %d to a pool of 3, nothing came back: a pool never grows", i).isEmpty();
        }
    }

    @Test
    @Tag("1.4")
    @DisplayName("a pool of one lends one")
    void aPoolOfOneLendsOne() {
        BufferPool pool = new BufferPool(1, 64);

        assertThat(pool.request()).as("first request to a pool of 1").isPresent();
        assertThat(pool.request()).as("second request to a pool of 1, nothing came back").isEmpty();
    }

    @Test
    @Tag("1.4")
    @DisplayName("every buffer is empty, and as large as the pool was told")
    void everyBufferHasTheSizeAskedFor() {
        BufferPool pool = new BufferPool(2, 32);
        for (int i = 1; i <= 2; i++) {
            Buffer buffer = pool.request().orElseThrow();

            assertThat(buffer.records()).as("records in buffer %d, just lent", i).isZero();
            assertThatIllegalArgumentException()
                    .as("append(a record of 29: 33 bytes) to a buffer of a pool with buffers of 32: "
                            + "it should throw an IllegalArgumentException")
                    .isThrownBy(() -> buffer.append(new byte[29]));
            assertThat(buffer.append(new byte[28]))
                    .as("append(a record of 28: 32 bytes) to a buffer of a pool with buffers of 32").isTrue();
        }
    }

    @Test
    @Tag("1.4")
    @DisplayName("buffers that are out at the same time have memory of their own")
    void buffersDoNotShareMemory() {
        BufferPool pool = new BufferPool(3, 64);
        List<Buffer> lent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Buffer buffer = pool.request().orElseThrow();
            buffer.append(bytes("record " + i));
            lent.add(buffer);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(lent.get(i).next().map(BufferPoolTest::text))
                    .as("three buffers are out, 'record 0', 'record 1' and 'record 2' were written to one each: "
                            + "next() of buffer %d", i)
                    .contains("record " + i);
        }
    }

    @Test
    @Tag("1.4")
    @DisplayName("a pool without buffers, or of buffers without bytes, can't be made")
    void aPoolNeedsBuffersAndBytes() {
        assertThatIllegalArgumentException()
                .as("new BufferPool(0 buffers, 64 bytes): it should throw an IllegalArgumentException")
                .isThrownBy(() -> new BufferPool(0, 64));
        assertThatIllegalArgumentException()
                .as("new BufferPool(-1 buffers, 64 bytes): it should throw an IllegalArgumentException")
                .isThrownBy(() -> new BufferPool(-1, 64));
        assertThatIllegalArgumentException()
                .as("new BufferPool(2 buffers, 0 bytes): it should throw an IllegalArgumentException")
                .isThrownBy(() -> new BufferPool(2, 0));
        assertThatIllegalArgumentException()
                .as("new BufferPool(2 buffers, -1 bytes): it should throw an IllegalArgumentException")
                .isThrownBy(() -> new BufferPool(2, -1));
    }

    // 1.5 recycle, available

    @Test
    @Tag("1.5")
    @DisplayName("a pool that has lent out everything lends nothing until a buffer comes back")
    void anEmptyPoolLendsNothingUntilABufferComesBack() {
        BufferPool pool = new BufferPool(2, 64);
        Buffer first = pool.request().orElseThrow();
        pool.request();
        assertThat(pool.request()).as("third request to a pool of 2, nothing recycled yet").isEmpty();

        first.recycle();

        assertThat(pool.request()).as("request after one of the two came back").isPresent();
        assertThat(pool.request()).as("another one: only one had come back").isEmpty();
    }

    @Test
    @Tag("1.5")
    @DisplayName("available() is what could be lent right now")
    void availableIsWhatCouldBeLent() {
        BufferPool pool = new BufferPool(2, 64);
        assertThat(pool.available()).as("available() in a new pool of 2").isEqualTo(2);
        Buffer first = pool.request().orElseThrow();
        assertThat(pool.available()).as("available(), 1 of 2 out").isEqualTo(1);
        Buffer second = pool.request().orElseThrow();
        assertThat(pool.available()).as("available(), 2 of 2 out").isZero();
        pool.request();
        assertThat(pool.available()).as("available(), 2 of 2 out, and a third was asked for in vain").isZero();
        second.recycle();
        assertThat(pool.available()).as("available(), 1 of 2 came back").isEqualTo(1);
        first.recycle();
        assertThat(pool.available()).as("available(), 2 of 2 came back").isEqualTo(2);
    }

    @Test
    @Tag("1.5")
    @DisplayName("memory that comes back is lent again, as an empty buffer")
    void whatComesBackIsLentAgainEmpty() {
        BufferPool pool = new BufferPool(1, 64);
        for (int round = 1; round <= 5; round++) {
            Optional<Buffer> buffer = pool.request();
            assertThat(buffer).as("request, round %d: the pool's only buffer came back each time", round).isPresent();
            assertThat(buffer.get().records())
                    .as("records in the buffer lent in round %d; the round before left one unread", round).isZero();
            assertThat(buffer.get().next()).as("next() of the buffer just lent in round %d", round).isEmpty();
            assertThat(buffer.get().append(new byte[60]))
                    .as("does a record of 60 (64 bytes) fit the buffer of 64 just lent in round %d", round).isTrue();
            buffer.get().recycle();
        }
    }

    @Test
    @Tag("1.5")
    @DisplayName("a stale handle can't give back a buffer that is somebody else's by now")
    void aStaleHandleGivesNothingBack() {
        BufferPool pool = new BufferPool(1, 64);
        Buffer mine = pool.request().orElseThrow();
        mine.recycle();
        Buffer yours = pool.request().orElseThrow();
        yours.append(bytes("yours"));

        assertThatIllegalStateException()
                .as("mine = request(), mine.recycle(), yours = request() (the same memory), mine.recycle() again: "
                        + "it should throw an IllegalStateException")
                .isThrownBy(mine::recycle);
        assertThat(pool.available())
                .as("available() after that: the pool's only buffer is yours, and you have not given it back").isZero();
        assertThat(pool.request()).as("request() after that: nobody else may get your memory").isEmpty();
        assertThat(yours.next().map(BufferPoolTest::text)).as("your buffer is as you left it").contains("yours");

        yours.recycle();
        assertThat(pool.available()).as("available() after you gave it back").isEqualTo(1);
    }

    @Test
    @Tag("1.5")
    @DisplayName("a stale handle can't read or write what is somebody else's by now")
    void aStaleHandleReadsAndWritesNothing() {
        BufferPool pool = new BufferPool(1, 64);
        Buffer mine = pool.request().orElseThrow();
        mine.recycle();
        Buffer yours = pool.request().orElseThrow();
        yours.append(bytes("yours"));

        assertThatIllegalStateException()
                .as("mine.append after mine.recycle(); the memory was lent to you since: "
                        + "it should throw an IllegalStateException")
                .isThrownBy(() -> mine.append(bytes("mine")));
        assertThatIllegalStateException()
                .as("mine.next() after mine.recycle(); the memory was lent to you since: "
                        + "it should throw an IllegalStateException")
                .isThrownBy(mine::next);
        assertThat(yours.records()).as("records in your buffer").isEqualTo(1);
    }

    @Test
    @Tag("1.5")
    @DisplayName("memory that isn't out is refused, and nothing changes")
    void foreignMemoryIsRefused() {
        BufferPool pool = new BufferPool(2, 64);
        assertThatIllegalArgumentException()
                .as("recycle(an array of 64 that was never the pool's), nothing is out: "
                        + "it should throw an IllegalArgumentException")
                .isThrownBy(() -> pool.recycle(new byte[64]));
        assertThat(pool.available()).as("available() in a pool of 2 after that").isEqualTo(2);

        Buffer lent = pool.request().orElseThrow();
        assertThatIllegalArgumentException()
                .as("recycle(an array of 64 that was never the pool's), one of the pool's own, just as large, is out: "
                        + "it should throw an IllegalArgumentException")
                .isThrownBy(() -> pool.recycle(new byte[64]));
        assertThat(pool.available()).as("available() after that: one of 2 is still out").isEqualTo(1);

        lent.recycle();
        assertThat(pool.available()).as("available() after the one that was out came back").isEqualTo(2);
    }

    @Test
    @Tag("1.5")
    @DisplayName("each buffer goes home to the pool it came from")
    void buffersGoHomeToTheirOwnPool() {
        BufferPool here = new BufferPool(1, 64);
        BufferPool there = new BufferPool(1, 64);
        Buffer fromHere = here.request().orElseThrow();
        there.request();

        fromHere.recycle();

        assertThat(here.available()).as("available() in the pool the buffer came from, after its recycle()")
                .isEqualTo(1);
        assertThat(there.available()).as("available() in the other pool, whose buffer is still out").isZero();
    }

    @Test
    @Tag("1.5")
    @DisplayName("whatever the order of lending and giving back, a pool has what it owns minus what is out")
    void aPoolHasWhatItOwnsMinusWhatIsOut() {
        Seeds.forEachSeed(200, random -> {
            int owned = 1 + random.nextInt(4);
            BufferPool pool = new BufferPool(owned, 64);
            List<Lending> out = new ArrayList<>();
            List<Lending> stale = new ArrayList<>();
            Steps steps = new Steps().did("new BufferPool(%d buffers)", owned);
            for (int step = 1; step <= 40; step++) {
                switch (random.nextInt(4)) {
                    case 0, 1 -> {
                        Optional<Buffer> buffer = pool.request();
                        assertThat(buffer.isPresent())
                                .as(steps.then("request(), " + out.size() + " of " + owned + " out: is there one"))
                                .isEqualTo(out.size() < owned);
                        String name = "b" + step;
                        steps.did("request() -> %s", buffer.isPresent() ? name : "nothing");
                        if (buffer.isPresent()) {
                            buffer.get().append(bytes(name));
                            steps.did("%1$s.append('%1$s')", name);
                            out.add(new Lending(name, buffer.get()));
                        }
                    }
                    case 2 -> {
                        if (!out.isEmpty()) {
                            Lending lending = out.remove(random.nextInt(out.size()));
                            assertThat(lending.buffer.next().map(BufferPoolTest::text))
                                    .as(steps.then(lending.name + ".next(): is what was written still there"))
                                    .contains(lending.name);
                            assertThatCode(lending.buffer::recycle)
                                    .as(steps.then(lending.name + ".recycle(), for the first time"))
                                    .doesNotThrowAnyException();
                            steps.did("%1$s.next(), %1$s.recycle()", lending.name);
                            stale.add(lending);
                        }
                    }
                    default -> {
                        if (!stale.isEmpty()) {
                            Lending lending = stale.get(random.nextInt(stale.size()));
                            assertThatIllegalStateException()
                                    .as(steps.then(lending.name
                                            + ".recycle() once more: it should throw an IllegalStateException"))
                                    .isThrownBy(lending.buffer::recycle);
                            steps.did("%s.recycle() once more: refused", lending.name);
                        }
                    }
                }
                assertThat(pool.available()).as(steps.then("available()")).isEqualTo(owned - out.size());
            }
        });
    }

    private record Lending(String name, Buffer buffer) {
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
