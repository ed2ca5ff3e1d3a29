package backpressure.buffers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import workbook.testkit.ChapterTest;
import workbook.testkit.Seeds;
import workbook.testkit.Steps;

@ChapterTest
class BufferPoolTest {

    private final Steps steps = new Steps();
    @RegisterExtension
    final TestStory story = new TestStory(steps);

    // 1.4 request

    @Test
    @Tag("1.4")
    @DisplayName("a pool lends out as many buffers as it owns, and then none")
    void aPoolLendsWhatItOwns() {
        BufferPool pool = new BufferPool(3, 64);
        for (int i = 1; i <= 3; i++) {
            assertThat(request(pool)).as("request %d to a pool of 3, nothing came back", i).isEqualTo("a buffer");
        }
        for (int i = 4; i <= 20; i++) {
            assertThat(request(pool))
                    .as("request %d to a pool of 3, nothing came back: a pool never grows", i).isEqualTo("nothing");
        }
    }

    @Test
    @Tag("1.4")
    @DisplayName("a pool of one lends one")
    void aPoolOfOneLendsOne() {
        TestStory.tell(steps -> {
            BufferPool pool = new BufferPool(1, 64);
            steps.did("new BufferPool(1 buffer)");
            assertThat(request(pool)).as(steps.then("request()")).isEqualTo("a buffer");
            steps.did("request() -> a buffer").did("request() again, nothing came back: it should give nothing");
            assertThat(request(pool)).as(steps.then("request()")).isEqualTo("nothing");
        });
    }

    @Test
    @Tag("1.4")
    @DisplayName("every buffer is empty, and as large as the pool was told")
    void everyBufferHasTheSizeAskedFor() {
        BufferPool pool = new BufferPool(2, 32);
        for (int i = 1; i <= 2; i++) {
            Buffer buffer = lend(pool, "buffer " + i);

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
            Buffer buffer = lend(pool, "buffer " + i);
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

    @Test
    @Tag("1.4")
    @DisplayName("the smallest pool: one buffer of one byte")
    void theSmallestPoolCanBeMade() {
        assertThatCode(() -> new BufferPool(1, 1))
                .as("new BufferPool(1 buffer, 1 byte): at least 1 of each is asked for, so this is enough")
                .doesNotThrowAnyException();
    }

    // 1.5 recycle, available

    @Test
    @Tag("1.5")
    @DisplayName("a pool that has lent out everything lends nothing until a buffer comes back")
    void anEmptyPoolLendsNothingUntilABufferComesBack() {
        BufferPool pool = new BufferPool(2, 64);
        steps.did("new BufferPool(2 buffers)");
        Buffer first = lend(pool, "first");
        lend(pool, "second");
        assertThat(request(pool)).as(steps.then("request()")).isEqualTo("nothing");
        steps.did("request() -> nothing");

        first.recycle();

        steps.did("first.recycle()");
        assertThat(request(pool)).as(steps.then("request()")).isEqualTo("a buffer");
        assertThat(request(pool)).as(steps.did("request() -> a buffer").then("request(): only one had come back"))
                .isEqualTo("nothing");
    }

    @Test
    @Tag("1.5")
    @DisplayName("available() is what could be lent right now")
    void availableIsWhatCouldBeLent() {
        BufferPool pool = new BufferPool(2, 64);
        steps.did("new BufferPool(2 buffers)");
        assertThat(pool.available()).as(steps.then("available()")).isEqualTo(2);
        Buffer first = lend(pool, "first");
        assertThat(pool.available()).as(steps.then("available()")).isEqualTo(1);
        Buffer second = lend(pool, "second");
        assertThat(pool.available()).as(steps.then("available()")).isZero();
        pool.request();
        steps.did("request(), in vain");
        assertThat(pool.available()).as(steps.then("available()")).isZero();
        second.recycle();
        assertThat(pool.available()).as(steps.did("second.recycle()").then("available()")).isEqualTo(1);
        first.recycle();
        assertThat(pool.available()).as(steps.did("first.recycle()").then("available()")).isEqualTo(2);
    }

    @Test
    @Tag("1.5")
    @DisplayName("memory that comes back is lent again, as an empty buffer")
    void whatComesBackIsLentAgainEmpty() {
        BufferPool pool = new BufferPool(1, 64);
        steps.did("new BufferPool(1 buffer of 64)");
        for (int round = 1; round <= 5; round++) {
            String name = "b" + round;
            Buffer buffer = lend(pool, name);
            assertThat(buffer.records()).as(steps.then(name + ".records(), just lent")).isZero();
            assertThat(buffer.next().map(record -> "a record of " + record.length + " bytes").orElse("nothing"))
                    .as(steps.then(name + ".next(), just lent")).isEqualTo("nothing");
            assertThat(buffer.append(new byte[60]))
                    .as(steps.then(name + ".append(a record of 60: 64 bytes), just lent: does it fit")).isTrue();
            steps.did("%s.append(a record of 60)", name);
            buffer.recycle();
            steps.did("%s.recycle(), the record wasn't read", name);
        }
    }

    @Test
    @Tag("1.5")
    @DisplayName("a stale handle can't give back a buffer that is somebody else's by now")
    void aStaleHandleGivesNothingBack() {
        BufferPool pool = new BufferPool(1, 64);
        steps.did("new BufferPool(1 buffer)");
        Buffer mine = lend(pool, "mine");
        mine.recycle();
        steps.did("mine.recycle()");
        Buffer yours = lend(pool, "yours");
        yours.append(bytes("yours"));
        steps.did("yours.append('yours')");

        assertThatIllegalStateException()
                .as(steps.then("mine.recycle() again: it should throw an IllegalStateException"))
                .isThrownBy(mine::recycle);
        steps.did("mine.recycle() again -> refused");
        assertThat(pool.available()).as(steps.then("available(): you have not given yours back")).isZero();
        assertThat(request(pool)).as(steps.then("request(): nobody else may get your memory")).isEqualTo("nothing");
        assertThat(yours.next().map(BufferPoolTest::text)).as(steps.then("yours.next(): it is as you left it"))
                .contains("yours");

        yours.recycle();
        assertThat(pool.available()).as(steps.did("yours.recycle()").then("available()")).isEqualTo(1);
    }

    @Test
    @Tag("1.5")
    @DisplayName("a stale handle can't read or write what is somebody else's by now")
    void aStaleHandleReadsAndWritesNothing() {
        BufferPool pool = new BufferPool(1, 64);
        steps.did("new BufferPool(1 buffer)");
        Buffer mine = lend(pool, "mine");
        mine.recycle();
        steps.did("mine.recycle()");
        Buffer yours = lend(pool, "yours");
        yours.append(bytes("yours"));
        steps.did("yours.append('yours')");

        assertThatIllegalStateException()
                .as(steps.then("mine.append('mine'): it should throw an IllegalStateException"))
                .isThrownBy(() -> mine.append(bytes("mine")));
        assertThatIllegalStateException()
                .as(steps.then("mine.next(): it should throw an IllegalStateException"))
                .isThrownBy(mine::next);
        assertThat(yours.records()).as(steps.did("mine.append('mine') and mine.next() were refused")
                .then("yours.records()")).isEqualTo(1);
    }

    @Test
    @Tag("1.5")
    @DisplayName("memory that isn't out is refused, and nothing changes")
    void foreignMemoryIsRefused() {
        BufferPool pool = new BufferPool(2, 64);
        steps.did("new BufferPool(2 buffers of 64)");
        assertThatIllegalArgumentException()
                .as(steps.then("recycle(an array of 64 that was never the pool's): "
                        + "it should throw an IllegalArgumentException"))
                .isThrownBy(() -> pool.recycle(new byte[64]));
        steps.did("recycle(an array of 64 that was never the pool's) -> refused");
        assertThat(pool.available()).as(steps.then("available()")).isEqualTo(2);

        Buffer lent = lend(pool, "lent");
        assertThatIllegalArgumentException()
                .as(steps.then("recycle(an array of 64 that was never the pool's; one just as large is out): "
                        + "it should throw an IllegalArgumentException"))
                .isThrownBy(() -> pool.recycle(new byte[64]));
        steps.did("recycle(an array of 64 that was never the pool's) -> refused");
        assertThat(pool.available()).as(steps.then("available(): one of 2 is still out")).isEqualTo(1);

        lent.recycle();
        assertThat(pool.available()).as(steps.did("lent.recycle()").then("available()")).isEqualTo(2);
    }

    @Test
    @Tag("1.5")
    @DisplayName("memory that is home already is refused, also while another piece is out")
    void memoryThatIsHomeAlreadyIsRefused() {
        BufferPool pool = new BufferPool(2, 64);
        steps.did("new BufferPool(2 buffers)");
        Buffer first = lend(pool, "first");
        Buffer second = lend(pool, "second");
        Optional<byte[]> memory = TestMemory.of(first, 64);
        first.recycle();
        steps.did("first.recycle()");
        if (memory.isEmpty()) {
            return;   // then it can't be given back twice from outside
        }
        assertThatIllegalArgumentException()
                .as(steps.then("recycle(first's memory) once more: it is home, and only second's is out: "
                        + "it should throw an IllegalArgumentException"))
                .isThrownBy(() -> pool.recycle(memory.get()));
        steps.did("recycle(first's memory) once more -> refused");
        assertThat(pool.available()).as(steps.then("available(): second is still out")).isEqualTo(1);

        second.recycle();
        assertThat(pool.available()).as(steps.did("second.recycle()").then("available()")).isEqualTo(2);
    }

    @Test
    @Tag("1.5")
    @DisplayName("memory of another pool is refused, also while it is out there")
    void anotherPoolsMemoryIsRefused() {
        BufferPool here = new BufferPool(1, 64);
        BufferPool there = new BufferPool(1, 64);
        steps.did("here and there = new BufferPool(1 buffer) each");
        lend(here, "fromHere");
        Buffer fromThere = lend(there, "fromThere");
        Optional<byte[]> memory = TestMemory.of(fromThere, 64);
        if (memory.isEmpty()) {
            return;   // then nobody can bring it to the wrong pool
        }
        assertThatIllegalArgumentException()
                .as(steps.then("here.recycle(fromThere's memory): it should throw an IllegalArgumentException"))
                .isThrownBy(() -> here.recycle(memory.get()));
        steps.did("here.recycle(fromThere's memory) -> refused");
        assertThat(here.available()).as(steps.then("here.available(): its own buffer is still out")).isZero();

        fromThere.recycle();
        assertThat(there.available()).as(steps.did("fromThere.recycle()").then("there.available()")).isEqualTo(1);
    }

    @Test
    @Tag("1.5")
    @DisplayName("however often it lends, a pool has the memory it was made with, and makes no other")
    void thePoolMakesNoOtherMemory() {
        BufferPool pool = new BufferPool(2, 64);
        Set<byte[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 1; i <= 10; i++) {
            Buffer buffer = lend(pool, "b" + i);
            TestMemory.of(buffer, 64).ifPresent(seen::add);
            buffer.recycle();
            steps.did("b%d.recycle()", i);
            assertThat(seen.size())
                    .as(steps.then("the different arrays that it has lent so far: a pool of 2 owns 2, all its memory "
                            + "from the start, and lends again what came back"))
                    .isLessThanOrEqualTo(2);
        }
    }

    @Test
    @Tag("1.5")
    @DisplayName("each buffer goes home to the pool it came from")
    void buffersGoHomeToTheirOwnPool() {
        BufferPool here = new BufferPool(1, 64);
        BufferPool there = new BufferPool(1, 64);
        steps.did("here and there = new BufferPool(1 buffer) each");
        Buffer fromHere = lend(here, "fromHere");
        lend(there, "fromThere");

        fromHere.recycle();

        steps.did("fromHere.recycle()");
        assertThat(here.available()).as(steps.then("here.available()")).isEqualTo(1);
        assertThat(there.available()).as(steps.then("there.available(): its buffer is still out")).isZero();
    }

    @Test
    @Tag("1.5")
    @DisplayName("whatever the order of lending and giving back, a pool has what it owns minus what is out")
    void whateverTheOrderAPoolHasWhatIsNotOut() {
        Seeds.forEachSeed(200, random -> TestStory.tell(steps -> lendAndRecycleSome(random, steps)));
    }

    private static void lendAndRecycleSome(Random random, Steps steps) {
        int owned = 1 + random.nextInt(4);
        BufferPool pool = new BufferPool(owned, 64);
        List<Lending> out = new ArrayList<>();
        List<Lending> stale = new ArrayList<>();
        steps.did("new BufferPool(%d buffers)", owned);
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
                        steps.did("%s.next()", lending.name);
                        lending.buffer.recycle();
                        steps.did("%s.recycle()", lending.name);
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
    }

    private record Lending(String name, Buffer buffer) {
    }

    private static String request(BufferPool pool) {
        return pool.request().isPresent() ? "a buffer" : "nothing";
    }

    private Buffer lend(BufferPool pool, String name) {
        Optional<Buffer> buffer = pool.request();
        assertThat(buffer.isPresent() ? "a buffer" : "nothing").as(steps.then(name + " = request()"))
                .isEqualTo("a buffer");
        steps.did("%s = request()", name);
        return buffer.get();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
