package backpressure.buffers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import workbook.testkit.ChapterTest;
import workbook.testkit.Seeds;
import workbook.testkit.Steps;
import workbook.world.operator.StreamRecord;

@ChapterTest
class BufferTest {

    private static final Recycler NOWHERE = memory -> { };

    private final Steps steps = new Steps();
    @RegisterExtension
    final TestStory story = new TestStory(steps);

    // 1.1 append

    @Test
    @Tag("1.1")
    @DisplayName("a record takes 4 bytes for its length, and its own bytes, from the start of the memory")
    void aRecordIsALengthAndItsBytes() {
        byte[] memory = new byte[20];
        Buffer buffer = new Buffer(memory, NOWHERE);

        assertThat(buffer.append(bytes("ab"))).as("does 'ab' (4 + 2 bytes) fit an empty buffer of 20").isTrue();
        assertThat(buffer.append(bytes("xyz"))).as("does 'xyz' (4 + 3 bytes) fit behind 'ab'").isTrue();

        assertThat(readable(Arrays.copyOf(memory, 13)))
                .as("the first 13 bytes of memory after append('ab'), append('xyz'): "
                        + "length 2, a, b, length 3, x, y, z")
                .isEqualTo("0 0 0 2 a b 0 0 0 3 x y z");
    }

    @Test
    @Tag("1.1")
    @DisplayName("a length above 255 is written big-endian, as four bytes")
    void aLongLengthIsBigEndian() {
        byte[] memory = new byte[1_000];
        new Buffer(memory, NOWHERE).append(new byte[0x0102]);

        assertThat(readable(Arrays.copyOf(memory, 4)))
                .as("the first four bytes of memory after append(a record of 258 = 0x0102 bytes)")
                .isEqualTo("0 0 1 2");

        byte[] large = new byte[70_000];
        new Buffer(large, NOWHERE).append(new byte[0x010203]);
        assertThat(readable(Arrays.copyOf(large, 4)))
                .as("the first four bytes of memory after append(a record of 66,051 = 0x010203 bytes): "
                        + "all four are the length's")
                .isEqualTo("0 1 2 3");
    }

    @Test
    @Tag("1.1")
    @DisplayName("records fit up to the last byte, and not one byte further")
    void recordsFitUpToTheLastByte() {
        TestStory.tell(BufferTest::fillToTheLastByte);
    }

    private static void fillToTheLastByte(Steps steps) {
        Buffer buffer = new Buffer(new byte[24], NOWHERE);
        buffer.append(new byte[8]);

        steps.did("12 of 24 bytes are taken, 12 are free: does a record of 9 (4 + 9 = 13 bytes) fit");
        assertThat(buffer.append(new byte[9])).as(steps.then("append(a record of 9)")).isFalse();
        steps.did("append(a record of 9) -> false")
                .did("12 of 24 bytes are taken, 12 are free: does a record of 8 (4 + 8 = 12 bytes) fit");
        assertThat(buffer.append(new byte[8])).as(steps.then("append(a record of 8)")).isTrue();
        steps.did("append(a record of 8) -> true")
                .did("all 24 bytes are taken: does an empty record (4 + 0 bytes) fit");
        assertThat(buffer.append(new byte[0])).as(steps.then("append(an empty record)")).isFalse();
    }

    @Test
    @Tag("1.1")
    @DisplayName("a record that does not fit leaves the buffer as it was: a smaller one still fits")
    void whatDoesNotFitChangesNothing() {
        byte[] memory = new byte[24];
        Buffer buffer = new Buffer(memory, NOWHERE);
        buffer.append(bytes("0123456789"));
        String before = readable(memory);

        assertThat(buffer.append(bytes("seventeen letters")))
                .as("14 of 24 bytes are taken: does a record of 17 (21 bytes) fit")
                .isFalse();
        assertThat(readable(memory)).as("the memory after the record of 17 didn't fit").isEqualTo(before);
        assertThat(buffer.append(bytes("sixsix")))
                .as("14 of 24 bytes are taken, a record of 17 was turned away: does one of 6 (10 bytes) fit")
                .isTrue();
    }

    @Test
    @Tag("1.1")
    @DisplayName("a record larger than a whole buffer is refused, and the message says both sizes")
    void aRecordTooLargeIsRefused() {
        Buffer buffer = new Buffer(new byte[64], NOWHERE);

        assertThat(buffer.append(new byte[60]))
                .as("does a record of 60 (4 + 60 = 64 bytes) fit an empty buffer of 64")
                .isTrue();
        Throwable thrown = catchThrowable(() -> new Buffer(new byte[64], NOWHERE).append(new byte[61]));
        assertThat(thrown == null ? "nothing" : thrown.getClass().getSimpleName())
                .as("append(a record of 61: 4 + 61 = 65 bytes) to an empty buffer of 64: what it throws")
                .isEqualTo("IllegalArgumentException");
        assertThat(String.valueOf(thrown.getMessage()))
                .as("append(a record of 61) to a buffer of 64: the exception's message should say both sizes, "
                        + "the 65 bytes that are needed and the 64 of a whole buffer")
                .contains("65").contains("64");
        assertThatIllegalArgumentException()
                .as("append(a record of 61: 65 bytes) to a buffer of 64 that is full: it will never fit any buffer, "
                        + "and 'false' would have the caller try again with the next: "
                        + "it should throw an IllegalArgumentException")
                .isThrownBy(() -> buffer.append(new byte[61]));
        Throwable thrownByTheFull = catchThrowable(() -> buffer.append(new byte[61]));
        assertThat(String.valueOf(thrownByTheFull.getMessage()))
                .as("append(a record of 61) to a buffer of 64 that is full: the exception's message should say the "
                        + "65 bytes that are needed and the 64 of a whole buffer, not what is left in this one")
                .contains("65").contains("64");
    }

    @Test
    @Tag("1.1")
    @DisplayName("a refused record leaves the buffer as it was")
    void aRefusedRecordChangesNothing() {
        byte[] memory = new byte[12];
        Buffer buffer = new Buffer(memory, NOWHERE);
        assertThatIllegalArgumentException()
                .as("append(a record of 9: 13 bytes) to an empty buffer of 12: "
                        + "it should throw an IllegalArgumentException")
                .isThrownBy(() -> buffer.append(new byte[9]));

        assertThat(buffer.append(bytes("12345678")))
                .as("a record of 9 was refused: do 8 (12 bytes) fit the buffer of 12, which is empty still")
                .isTrue();
        assertThat(readable(memory)).as("the memory: length 8, then 12345678")
                .isEqualTo("0 0 0 8 1 2 3 4 5 6 7 8");
    }

    @Test
    @Tag("1.1")
    @DisplayName("32 KiB hold 315 records of 100 bytes, or 280 with the 13 bytes that the pipeline adds to each")
    void howManyRecordsFit() {
        assertThat(fill(new byte[100]))
                .as("records of 100 bytes (104 each) that fit an empty buffer of 32,768")
                .isEqualTo(315);
        assertThat(fill(new StreamRecord(0, new byte[100]).toBytes()))
                .as("records of 113 bytes (117 each) that fit an empty buffer of 32,768")
                .isEqualTo(280);
        assertThat(fill(new StreamRecord(0, new byte[1_000]).toBytes()))
                .as("records of 1,013 bytes (1,017 each) that fit an empty buffer of 32,768")
                .isEqualTo(32);
    }

    // 1.2 next

    @Test
    @Tag("1.2")
    @DisplayName("records are read in the order written, each once")
    void recordsAreReadInOrderOnce() {
        Buffer buffer = new Buffer(new byte[64], NOWHERE);
        buffer.append(bytes("first"));
        buffer.append(bytes("second, longer"));
        buffer.append(bytes("3rd"));

        assertThat(readAll(buffer))
                .as("what next() gives after append('first'), append('second, longer'), append('3rd')")
                .containsExactly("first", "second, longer", "3rd");
        assertThat(next(buffer)).as("next() after all three were read").isEqualTo("nothing");
        assertThat(next(buffer)).as("next() once more").isEqualTo("nothing");
    }

    @Test
    @Tag("1.2")
    @DisplayName("records of any length are read as long as they were written")
    void recordsOfAnyLength() {
        for (int length : new int[] {0, 1, 127, 128, 200, 255, 256, 1_000, 32_764, 32_768, 65_536, 66_051}) {
            Buffer buffer = new Buffer(new byte[4 + Math.max(length, 1_000)], NOWHERE);
            byte[] record = new byte[length];
            Arrays.fill(record, (byte) 7);
            buffer.append(record);
            assertThat(buffer.next().map(read -> read.length))
                    .as("length of what next() gives, after a record of %s bytes was appended", length)
                    .contains(length);
        }
    }

    @Test
    @Tag("1.2")
    @DisplayName("a new buffer holds no records")
    void aNewBufferHoldsNothing() {
        Buffer buffer = new Buffer(new byte[64], NOWHERE);

        assertThat(next(buffer)).as("next() of a buffer nothing was written to").isEqualTo("nothing");
        assertThat(buffer.records()).as("records() of a buffer nothing was written to").isZero();
    }

    @Test
    @Tag("1.2")
    @DisplayName("what the memory held before does not show: only what was appended is read")
    void oldBytesDoNotShow() {
        byte[] memory = new byte[64];
        Buffer before = new Buffer(memory, NOWHERE);
        before.append(bytes("old record 1"));
        before.append(bytes("old record 2"));
        before.append(bytes("old record 3"));

        Buffer buffer = new Buffer(memory, NOWHERE);
        assertThat(next(buffer)).as("next() of a new buffer round memory that was used before").isEqualTo("nothing");
        buffer.append(bytes("new"));
        assertThat(readAll(buffer)).as("what next() gives after append('new') on used memory").containsExactly("new");
    }

    @Test
    @Tag("1.2")
    @DisplayName("an empty record is a record: it is read, and what is behind it too")
    void anEmptyRecordIsARecord() {
        Buffer buffer = new Buffer(new byte[64], NOWHERE);
        buffer.append(bytes(""));
        buffer.append(bytes("behind"));
        buffer.append(bytes(""));

        assertThat(buffer.records()).as("records() after append(''), append('behind'), append('')").isEqualTo(3);
        assertThat(readAll(buffer))
                .as("what next() gives after append(''), append('behind'), append('')")
                .containsExactly("", "behind", "");
    }

    @Test
    @Tag("1.2")
    @DisplayName("a buffer that was read to its end gives what is written later, but has no more room than before")
    void readingAndWritingTakeTurns() {
        Buffer buffer = new Buffer(new byte[20], NOWHERE);
        buffer.append(bytes("one"));
        assertThat(readAll(buffer)).as("what next() gives after append('one')").containsExactly("one");

        assertThat(buffer.append(bytes("two")))
                .as("7 of 20 bytes were written and read: does 'two' (7 bytes) fit behind").isTrue();
        assertThat(readAll(buffer)).as("what next() gives after 'one' was read and append('two')")
                .containsExactly("two");
        assertThat(buffer.append(bytes("three")))
                .as("14 of 20 bytes were written, all of it read: does 'three' (9 bytes) fit? "
                        + "What was read still takes its place, until the memory goes home")
                .isFalse();
    }

    @Test
    @Tag("1.2")
    @DisplayName("the buffer keeps a copy: what happens to the caller's array later doesn't matter")
    void theBufferKeepsACopy() {
        Buffer buffer = new Buffer(new byte[64], NOWHERE);
        byte[] record = bytes("hello");
        buffer.append(record);
        Arrays.fill(record, (byte) '?');

        assertThat(readAll(buffer))
                .as("what next() gives after append('hello'), and then the caller used its array for something else")
                .containsExactly("hello");
    }

    @Test
    @Tag("1.2")
    @DisplayName("a record that was read stays as it is when the memory is used again")
    void aReadRecordIsACopy() {
        byte[] memory = new byte[64];
        Buffer buffer = new Buffer(memory, NOWHERE);
        buffer.append(bytes("hello"));
        byte[] read = buffer.next().orElseThrow();
        Arrays.fill(memory, (byte) '?');

        assertThat(new String(read, UTF_8))
                .as("the record that next() gave, after the buffer's memory was used for something else")
                .isEqualTo("hello");
    }

    @Test
    @Tag("1.2")
    @DisplayName("records() counts what was written and not yet read")
    void recordsCountsTheUnread() {
        Buffer buffer = new Buffer(new byte[20], NOWHERE);
        buffer.append(bytes("one"));
        buffer.append(bytes("two"));
        assertThat(buffer.records()).as("records() after append('one'), append('two')").isEqualTo(2);

        buffer.append(bytes("three"));
        assertThat(buffer.records())
                .as("records() after append('one'), append('two'), and 'three', which did not fit").isEqualTo(2);

        buffer.next();
        assertThat(buffer.records()).as("records() after one of two was read").isEqualTo(1);
        buffer.next();
        buffer.next();
        assertThat(buffer.records()).as("records() after both were read, and next() asked for a third").isZero();
    }

    @Test
    @Tag("1.2")
    @DisplayName("whatever the mix of writes and reads, a buffer is a queue with a limit")
    void whateverTheMixItIsAQueueWithALimit() {
        Seeds.forEachSeed(200, random -> TestStory.tell(steps -> writeAndReadSome(random, steps)));
    }

    private static void writeAndReadSome(Random random, Steps steps) {
        int size = 16 + random.nextInt(30);
        Buffer buffer = new Buffer(new byte[size], NOWHERE);
        Deque<String> unread = new ArrayDeque<>();
        int taken = 0;
        steps.did("new Buffer(%d bytes)", size);
        for (int step = 0; step < 30; step++) {
            if (random.nextInt(3) < 2) {
                String record = String.valueOf((char) ('a' + step % 26)).repeat(random.nextInt(size - 3));
                boolean fits = taken + 4 + record.length() <= size;
                assertThat(buffer.append(bytes(record)))
                        .as(steps.then("append('" + record + "'): " + taken + " of " + size
                                + " bytes are taken, " + (4 + record.length()) + " more are needed; does it fit"))
                        .isEqualTo(fits);
                steps.did("append('%s') -> %s", record, fits);
                if (fits) {
                    taken += 4 + record.length();
                    unread.add(record);
                }
            } else {
                String expected = unread.isEmpty() ? "nothing" : "'" + unread.remove() + "'";
                assertThat(buffer.next().map(record -> "'" + text(record) + "'").orElse("nothing"))
                        .as(steps.then("next()")).isEqualTo(expected);
                steps.did("next() -> %s", expected);
            }
            assertThat(buffer.records()).as(steps.then("records()")).isEqualTo(unread.size());
        }
    }

    // 1.3 recycle

    @Test
    @Tag("1.3")
    @DisplayName("recycle() sends the memory home, the very array, exactly once")
    void recycleSendsTheMemoryHomeOnce() {
        byte[] memory = new byte[64];
        TestHome home = new TestHome(memory);
        Buffer buffer = new Buffer(memory, home);

        buffer.recycle();
        assertThat(home.received()).as("what home has got after recycle()").isEqualTo(List.of(TestHome.ITS_OWN));

        assertThatIllegalStateException()
                .as("the second recycle() of the same buffer: it should throw an IllegalStateException")
                .isThrownBy(buffer::recycle);
        assertThat(home.received()).as("what home has got after recycle() was called twice: the memory goes home once")
                .isEqualTo(List.of(TestHome.ITS_OWN));
    }

    @Test
    @Tag("1.3")
    @DisplayName("nothing goes home before recycle(), however full or empty the buffer is")
    void nothingGoesHomeEarly() {
        byte[] memory = new byte[8];
        TestHome home = new TestHome(memory);
        Buffer buffer = new Buffer(memory, home);
        buffer.append(bytes("full"));
        steps.did("append('full') to a buffer of 8");
        buffer.append(bytes("more"));
        steps.did("append('more')");
        assertThat(home.received()).as(steps.then("what home has got: nothing, recycle() wasn't called")).isEmpty();
        buffer.next();
        steps.did("next() -> 'full'");
        assertThat(home.received()).as(steps.then("what home has got: nothing, recycle() wasn't called")).isEmpty();
        buffer.next();
        steps.did("next() -> nothing");
        assertThat(home.received()).as(steps.then("what home has got: nothing, recycle() wasn't called")).isEmpty();

        buffer.recycle();
        assertThat(home.received()).as(steps.did("recycle()").then("what home has got"))
                .isEqualTo(List.of(TestHome.ITS_OWN));
    }

    @Test
    @Tag("1.3")
    @DisplayName("a buffer with unread records can be recycled: they are gone")
    void unreadRecordsDoNotKeepTheMemory() {
        byte[] memory = new byte[64];
        TestHome home = new TestHome(memory);
        Buffer buffer = new Buffer(memory, home);
        buffer.append(bytes("unread"));
        steps.did("append('unread')");

        buffer.recycle();

        assertThat(home.received()).as(steps.did("recycle()").then("what home has got"))
                .isEqualTo(List.of(TestHome.ITS_OWN));
    }

    @Test
    @Tag("1.3")
    @DisplayName("when home is called, the buffer counts as recycled already")
    void homeFindsTheBufferRecycled() {
        List<String> found = new ArrayList<>();
        Buffer[] buffer = new Buffer[1];
        buffer[0] = new Buffer(new byte[64], memory -> {
            if (found.isEmpty()) {   // should recycle() call home again and again
                found.add("records() " + outcome(() -> buffer[0].records()));
                found.add("recycle() " + outcome(() -> buffer[0].recycle()));
            }
        });

        buffer[0].recycle();

        assertThat(found)
                .as("recycle() calls home; home, which may lend the memory at once, uses the buffer it came from")
                .isEqualTo(List.of("records() throws IllegalStateException",
                        "recycle() throws IllegalStateException"));
    }

    @Test
    @Tag("1.3")
    @DisplayName("a recycled buffer refuses everything, and leaves the memory alone")
    void aRecycledBufferRefusesEverything() {
        byte[] memory = new byte[12];
        Buffer buffer = new Buffer(memory, NOWHERE);
        buffer.append(bytes("mine"));
        buffer.recycle();
        Arrays.fill(memory, (byte) '!');   // somebody else's by now
        steps.did("append('mine') to a buffer of 12, recycle()")
                .did("somebody else gets the memory and fills it with '!'");

        assertThatIllegalStateException()
                .as(steps.then("append('x'): it should throw an IllegalStateException"))
                .isThrownBy(() -> buffer.append(bytes("x")));
        Throwable thrown = catchThrowable(() -> buffer.append(new byte[9]));
        assertThat(thrown == null ? "nothing" : thrown.getClass().getSimpleName())
                .as(steps.then("append(a record of 9: 13 bytes): what it throws; that the record is too large for a "
                        + "buffer of 12 is of no account any more"))
                .isEqualTo("IllegalStateException");
        assertThatIllegalStateException()
                .as(steps.then("next(); a record was still unread: it should throw an IllegalStateException"))
                .isThrownBy(buffer::next);
        assertThatIllegalStateException()
                .as(steps.then("records(): it should throw an IllegalStateException"))
                .isThrownBy(buffer::records);
        assertThat(readable(memory)).as(steps.did("append('x'), next() and records() were refused").then("the memory"))
                .isEqualTo("! ! ! ! ! ! ! ! ! ! ! !");
    }

    private static String outcome(Runnable call) {
        Throwable thrown = catchThrowable(call::run);
        return thrown == null ? "is allowed" : "throws " + thrown.getClass().getSimpleName();
    }

    private static int fill(byte[] record) {
        Buffer buffer = new Buffer(new byte[Buffer.DEFAULT_SIZE], NOWHERE);
        int records = 0;
        while (records <= Buffer.DEFAULT_SIZE && buffer.append(record)) {
            records++;
        }
        return records;
    }

    private static List<String> readAll(Buffer buffer) {
        List<String> records = new ArrayList<>();
        for (Optional<byte[]> record = buffer.next(); record.isPresent(); record = buffer.next()) {
            records.add(text(record.get()));
            if (records.size() > 1_000) {
                throw new AssertionError("next() never ends: it gave " + records.subList(0, 5) + " and so on");
            }
        }
        return records;
    }

    private static String next(Buffer buffer) {
        return buffer.next().map(record -> record.length > 20 ? "a record of " + record.length + " bytes"
                : "'" + text(record) + "'").orElse("nothing");
    }

    /** Letters and digits as they are, other bytes as numbers. */
    private static String readable(byte[] memory) {
        StringJoiner words = new StringJoiner(" ");
        for (byte b : memory) {
            words.add(b > ' ' ? String.valueOf((char) b) : String.valueOf(b));
        }
        return words.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
