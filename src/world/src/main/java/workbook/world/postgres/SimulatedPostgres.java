package workbook.world.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import workbook.world.Clock;
import workbook.world.Runtime;

/**
 * A table whose database takes its time: so long for a row, so long again for a commit. It writes one
 * transaction's rows after the other's, first come, first served: the rate is that of the whole
 * database. Commits of several clients don't wait for one another. It may stall, and go on later.
 *
 * <p>In front of it each client has a socket with a buffer of so many rows. It hands over as many rows
 * as fit, and one more each time the database has dealt with one.
 */
public final class SimulatedPostgres implements Table {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    /** A stalled database goes on one day: who waits for it looks again every hour, and isn't in a deadlock. */
    private static final long LOOK_AGAIN_NANOS = 3_600 * NANOS_PER_SECOND;

    private final long commitNanos;
    private final int socketRows;
    private final Consumer<List<byte[]>> onCommit;
    private final Clock clock;
    private final Lock lock;
    private final Condition rateChanged;
    private final Condition rowsWritten;

    private long rowNanos;
    private boolean stalled;
    /** In the order in which they came: those that wait for their turn, the one being written, those that commit. */
    private final List<Transaction> underWay = new ArrayList<>();
    private Transaction writing;
    private boolean failNext;
    private boolean loseNextAnswer;
    private long rows;
    private long bytes;
    private long commits;

    private static final class Transaction {
        final List<byte[]> rows;
        int done;
        /** How far the row after those is, in nanoseconds of work. */
        long progress;
        long settledAt;

        Transaction(List<byte[]> rows) {
            this.rows = List.copyOf(rows);
        }

        int size() {
            return rows.size();
        }

        void settle(long now, long rowNanos) {
            long work = progress + now - settledAt;
            done = (int) Math.min(size(), done + work / rowNanos);
            progress = done == size() ? 0 : work % rowNanos;
            settledAt = now;
        }
    }

    /**
     * @param rowsPerSecond how many rows it can write, at least 1; a row takes whole nanoseconds
     * @param commitNanos how long a commit takes on top, 0 or more
     * @param socketRows how many rows the socket's buffer holds, at least 1
     * @param onCommit is told the rows of each transaction that was committed
     */
    public SimulatedPostgres(long rowsPerSecond, long commitNanos, int socketRows,
            Consumer<List<byte[]>> onCommit, Runtime runtime) {
        if (commitNanos < 0 || socketRows < 1) {
            throw new IllegalArgumentException("a database that takes " + commitNanos
                    + " ns per commit, behind a socket for " + socketRows + " rows");
        }
        this.rowNanos = rowNanos(rowsPerSecond);
        this.commitNanos = commitNanos;
        this.socketRows = socketRows;
        this.onCommit = onCommit;
        this.clock = runtime.clock();
        this.lock = runtime.lock("postgres");
        this.rateChanged = lock.newCondition();
        this.rowsWritten = lock.newCondition();
    }

    @Override
    public void insert(List<byte[]> rows) throws SQLException, InterruptedException {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("an insert without rows");
        }
        lock.lock();
        try {
            Transaction transaction = new Transaction(rows);
            underWay.add(transaction);
            try {
                write(transaction);
                awaitUntil(clock.nanoTime() + commitNanos);
                commit(transaction);
            } finally {
                underWay.remove(transaction);
                rowsWritten.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on it can write so many rows per second, at least 1, also of the transaction it is at. */
    public void changeRate(long rowsPerSecond) {
        long newRowNanos = rowNanos(rowsPerSecond);
        lock.lock();
        try {
            settle();
            if (writing != null) {
                writing.progress = writing.progress * newRowNanos / rowNanos;
            }
            rowNanos = newRowNanos;
            rateChanged.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on it writes nothing and commits nothing; it keeps what it has, and answers nobody. */
    public void stall() {
        setStalled(true);
    }

    /** It goes on where it stalled. */
    public void resume() {
        setStalled(false);
    }

    private void setStalled(boolean now) {
        lock.lock();
        try {
            settle();
            stalled = now;
            rateChanged.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next transaction that comes to its commit fails, and nothing of it is written. */
    public void failNextInsert() {
        lock.lock();
        try {
            failNext = true;
        } finally {
            lock.unlock();
        }
    }

    /** The next commit succeeds, but its answer never reaches the client, who sees a failure. */
    public void loseNextAnswer() {
        lock.lock();
        try {
            loseNextAnswer = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long rows() {
        lock.lock();
        try {
            return rows;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes of the rows committed so far. */
    public long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Transactions committed so far; each costs the database an fsync of its write-ahead log. */
    public long commits() {
        lock.lock();
        try {
            return commits;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int inSocket() {
        lock.lock();
        try {
            settle();
            return underWay.stream().mapToInt(each -> Math.min(socketRows, each.size() - each.done)).sum();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int inTransaction() {
        lock.lock();
        try {
            settle();
            return underWay.stream().mapToInt(each -> each.done).sum();
        } finally {
            lock.unlock();
        }
    }

    private static long rowNanos(long rowsPerSecond) {
        if (rowsPerSecond < 1 || rowsPerSecond > NANOS_PER_SECOND) {
            throw new IllegalArgumentException("a database of " + rowsPerSecond + " rows/s");
        }
        return NANOS_PER_SECOND / rowsPerSecond;
    }

    private void write(Transaction transaction) throws InterruptedException {
        while (writing != null || firstToWrite() != transaction) {
            rowsWritten.await();
        }
        writing = transaction;
        transaction.settledAt = clock.nanoTime();
        try {
            while (transaction.done < transaction.size()) {
                rateChanged.awaitNanos(stalled ? LOOK_AGAIN_NANOS
                        : (transaction.size() - transaction.done) * rowNanos - transaction.progress);
                settle();
            }
        } finally {
            writing = null;
            rowsWritten.signalAll();
        }
    }

    private Transaction firstToWrite() {
        return underWay.stream().filter(each -> each.done < each.size()).findFirst().orElseThrow();
    }

    private void settle() {
        if (writing != null && stalled) {
            writing.settledAt = clock.nanoTime();
        } else if (writing != null) {
            writing.settle(clock.nanoTime(), rowNanos);
        }
    }

    private void awaitUntil(long deadline) throws InterruptedException {
        while (stalled || clock.nanoTime() < deadline) {
            rateChanged.awaitNanos(stalled ? LOOK_AGAIN_NANOS : deadline - clock.nanoTime());
        }
    }

    private void commit(Transaction transaction) throws SQLException {
        if (failNext) {
            failNext = false;
            throw new SQLTransientException("could not serialize access: the transaction was rolled back");
        }
        rows += transaction.size();
        bytes += transaction.rows.stream().mapToLong(row -> row.length).sum();
        commits++;
        onCommit.accept(transaction.rows);
        if (loseNextAnswer) {
            loseNextAnswer = false;
            throw new SQLTransientException("the connection broke before the answer to the commit came");
        }
    }
}
