package workbook.lab.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import workbook.world.operator.StreamRecord;

/** On a driver made up for it: no database. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JdbcTableTest {

    /** A table with a key, and all that goes on in it. */
    private static final class TestDatabase {
        private final Set<Long> committed = new LinkedHashSet<>();
        private final List<Long> batch = new ArrayList<>();
        private final Set<Long> inserted = new LinkedHashSet<>();
        private int connections;
        private SQLException failsWith;
        private boolean answerIsLost;
        private CountDownLatch underWay;
        /** The last of them is heard: a database that isn't asked yet has nothing to cancel. */
        private CountDownLatch cancelled = new CountDownLatch(1);

        Connection connect() {
            connections++;
            batch.clear();
            inserted.clear();
            PreparedStatement insert = made(PreparedStatement.class, (name, arguments) -> switch (name) {
                case "setLong" -> batch.add((Long) arguments[1]);
                case "executeBatch" -> execute();
                default -> null;
            });
            PGConnection driver = made(PGConnection.class, (name, arguments) -> {
                if (name.equals("cancelQuery")) {
                    cancelled.countDown();
                }
                return null;
            });
            return made(Connection.class, (name, arguments) -> switch (name) {
                case "prepareStatement" -> insert;
                case "commit" -> commit();
                case "unwrap" -> driver;
                default -> null;
            });
        }

        private int[] execute() throws Exception {
            if (underWay != null) {
                underWay.countDown();
                cancelled.await();
                throw new SQLException("canceling statement due to user request", "57014");
            }
            if (failsWith != null) {
                SQLException thrown = failsWith;
                failsWith = null;
                throw thrown;
            }
            int[] counts = batch.stream().mapToInt(number -> committed.contains(number) || !inserted.add(number) ? 0 : 1)
                    .toArray();
            batch.clear();
            return counts;
        }

        private Object commit() throws SQLException {
            committed.addAll(inserted);
            inserted.clear();
            if (answerIsLost) {
                answerIsLost = false;
                throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
            }
            return null;
        }
    }

    private interface Call {
        Object answer(String method, Object[] arguments) throws Exception;
    }

    private final TestDatabase database = new TestDatabase();
    private final List<List<byte[]>> told = new ArrayList<>();
    private final JdbcTable table = new JdbcTable(database::connect, 0, told::add);

    @AfterEach
    void close() throws InterruptedException {
        table.close();
    }

    @Test
    @DisplayName("rows count when they are committed, and who wants to know is told once, then")
    void committed() throws Exception {
        table.insert(rows(0, 1, 2));
        table.insert(rows(3));

        assertThat(database.committed).containsExactly(0L, 1L, 2L, 3L);
        assertThat(table.rows()).isEqualTo(4);
        assertThat(told).hasSize(2);
        assertThat(table.inSocket() + table.inTransaction()).isZero();
        assertThat(database.connections).isEqualTo(1);
    }

    @Test
    @DisplayName("what wasn't committed doesn't count; the next try has a connection of its own")
    void failed() throws Exception {
        database.failsWith = new SQLException("no space", "53100");

        assertThatThrownBy(() -> table.insert(rows(0, 1))).isInstanceOf(SQLException.class).hasMessage("no space");
        assertThat(table.rows()).isZero();
        assertThat(told).isEmpty();
        assertThat(table.inTransaction()).isZero();

        table.insert(rows(0, 1));
        assertThat(table.rows()).isEqualTo(2);
        assertThat(database.connections).isEqualTo(2);
    }

    @Test
    @DisplayName("a batch whose answer was lost, tried again: each row is there once, and counts once")
    void answerLost() throws Exception {
        database.answerIsLost = true;
        assertThatThrownBy(() -> table.insert(rows(0, 1))).isInstanceOf(SQLException.class);
        assertThat(database.committed).hasSize(2);
        assertThat(table.rows()).isZero();

        table.insert(rows(0, 1));

        assertThat(database.committed).containsExactly(0L, 1L);
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.foundThere()).isEqualTo(2);
    }

    @Test
    @DisplayName("an interrupted insert is cancelled in the database; nothing was written then")
    void interrupted() throws Exception {
        database.underWay = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread sink = new Thread(() -> {
            try {
                table.insert(rows(0, 1));
            } catch (Throwable t) {
                thrown.set(t);
            }
        });
        sink.start();
        database.underWay.await();
        assertThat(table.inTransaction()).isEqualTo(2);
        sink.interrupt();
        sink.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(database.committed).isEmpty();
        assertThat(table.rows()).isZero();
        assertThat(told).isEmpty();
    }

    @Test
    @DisplayName("an insert that is interrupted before the database was asked is cancelled all the same")
    void interruptedEarly() throws Exception {
        database.cancelled = new CountDownLatch(3);
        interrupted();
    }

    @Test
    @DisplayName("a row that is no stream record is refused, and nothing of its batch is written")
    void noStreamRecord() {
        assertThatThrownBy(() -> table.insert(List.of(rows(0).get(0), new byte[3])))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not a stream record");
        assertThat(database.committed).isEmpty();
    }

    private static List<byte[]> rows(long... numbers) {
        List<byte[]> rows = new ArrayList<>();
        for (long number : numbers) {
            rows.add(new StreamRecord(1, ByteBuffer.allocate(20).putLong(number).array()).toBytes());
        }
        return rows;
    }

    private static <T> T made(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> {
                    Object answer = call.answer(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : answer;
                }));
    }
}
