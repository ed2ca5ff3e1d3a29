package example;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A pool of buffers, done right; and the mistakes that people make, one class each. */
public class Pool {

    protected final Lock lock;
    protected final Condition available;
    protected final Deque<Buffer> free = new ArrayDeque<>();
    protected boolean closed;

    /** What is lent. */
    public static final class Buffer {
        public String user;
        boolean home = true;
    }

    public Pool(int buffers, Lock lock) {
        this.lock = lock;
        available = lock.newCondition();
        for (int i = 0; i < buffers; i++) {
            free.add(new Buffer());
        }
    }

    public Buffer take() throws InterruptedException {
        lock.lock();
        try {
            while (free.isEmpty() && !closed) {
                available.await();
            }
            checkOpen();
            return lend();
        } finally {
            lock.unlock();
        }
    }

    /** Null if there is none. */
    public Buffer poll() {
        lock.lock();
        try {
            return free.isEmpty() ? null : lend();
        } finally {
            lock.unlock();
        }
    }

    /** A second time does nothing; somebody else's buffer is refused. */
    public void recycle(Buffer buffer) {
        lock.lock();
        try {
            checkMine(buffer);
            if (!buffer.home) {
                buffer.home = true;
                free.add(buffer);
                available.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    public void close() {
        lock.lock();
        try {
            closed = true;
            available.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public int available() {
        lock.lock();
        try {
            return free.size();
        } finally {
            lock.unlock();
        }
    }

    protected final Buffer lend() {
        Buffer buffer = free.remove();
        buffer.home = false;
        return buffer;
    }

    protected final void checkOpen() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
    }

    protected final void checkMine(Buffer buffer) {
        if (buffer == null) {
            throw new IllegalArgumentException("not a buffer");
        }
    }

    /** Right, another way: everybody is woken, and whoever waits does so for a second at most. */
    public static class SignalsAllAndWaitsInTurns extends Pool {
        public SignalsAllAndWaitsInTurns(int buffers, Lock lock) {
            super(buffers, lock);
        }

        @Override
        public Buffer take() throws InterruptedException {
            while (true) {
                lock.lockInterruptibly();
                try {
                    checkOpen();
                    if (!free.isEmpty()) {
                        return lend();
                    }
                    available.awaitNanos(1_000_000_000);
                } finally {
                    lock.unlock();
                }
            }
        }

        @Override
        public void recycle(Buffer buffer) {
            lock.lock();
            try {
                available.signalAll();   // before the change, but under the lock: nobody sees it in between
                checkMine(buffer);
                if (!buffer.home) {
                    buffer.home = true;
                    free.add(buffer);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Mistake: another one may have been faster. */
    public static class IfForWhile extends Pool {
        public IfForWhile(int buffers, Lock lock) {
            super(buffers, lock);
        }

        @Override
        public Buffer take() throws InterruptedException {
            lock.lock();
            try {
                if (free.isEmpty()) {
                    available.await();
                }
                return lend();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Mistake: two come back, two wait, one is woken. */
    public static class SignalsOnlyWhenEmpty extends Pool {
        public SignalsOnlyWhenEmpty(int buffers, Lock lock) {
            super(buffers, lock);
        }

        @Override
        public void recycle(Buffer buffer) {
            lock.lock();
            try {
                if (free.isEmpty()) {
                    available.signal();
                }
                buffer.home = true;
                free.add(buffer);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Mistake. */
    public static class NoSignal extends Pool {
        public NoSignal(int buffers, Lock lock) {
            super(buffers, lock);
        }

        @Override
        public void recycle(Buffer buffer) {
            lock.lock();
            try {
                buffer.home = true;
                free.add(buffer);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Mistake: the early return keeps the lock. */
    public static class NoUnlockOnEarlyReturn extends Pool {
        public NoUnlockOnEarlyReturn(int buffers, Lock lock) {
            super(buffers, lock);
        }

        @Override
        public Buffer poll() {
            lock.lock();
            if (free.isEmpty()) {
                return null;
            }
            Buffer buffer = lend();
            lock.unlock();
            return buffer;
        }
    }

    /** Mistake: the exception keeps the lock. */
    public static class NoFinally extends Pool {
        public NoFinally(int buffers, Lock lock) {
            super(buffers, lock);
        }

        @Override
        public void recycle(Buffer buffer) {
            lock.lock();
            checkMine(buffer);
            buffer.home = true;
            free.add(buffer);
            available.signal();
            lock.unlock();
        }
    }

    /** Mistake: two may find that it's out. */
    public static class ChecksBeforeLocking extends Pool {
        public ChecksBeforeLocking(int buffers, Lock lock) {
            super(buffers, lock);
        }

        @Override
        public void recycle(Buffer buffer) {
            if (buffer.home) {
                return;
            }
            lock.lock();
            try {
                buffer.home = true;
                free.add(buffer);
                available.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Mistake: looks, lets go of the lock, and waits though one may have come back meanwhile. */
    public static class LetsGoBetweenLookAndWait extends Pool {
        public LetsGoBetweenLookAndWait(int buffers, Lock lock) {
            super(buffers, lock);
        }

        @Override
        public Buffer take() throws InterruptedException {
            Buffer buffer;
            while ((buffer = poll()) == null) {
                lock.lock();
                try {
                    available.await();
                } finally {
                    lock.unlock();
                }
            }
            return buffer;
        }
    }

    /** Mistake: signals, and only later changes what it signals about. */
    public static class AddsAfterUnlock extends Pool {
        public AddsAfterUnlock(int buffers, Lock lock) {
            super(buffers, lock);
        }

        @Override
        public void recycle(Buffer buffer) {
            lock.lock();
            try {
                buffer.home = true;
                available.signal();
            } finally {
                lock.unlock();
            }
            free.add(buffer);
        }
    }

    /** Mistake: two wait. */
    public static class CloseWakesOne extends Pool {
        public CloseWakesOne(int buffers, Lock lock) {
            super(buffers, lock);
        }

        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                available.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Mistake: looks into the queue without the lock, and takes from it with. */
    public static class LooksWithoutTheLock extends Pool {
        public LooksWithoutTheLock(int buffers, Lock lock) {
            super(buffers, lock);
        }

        @Override
        public Buffer poll() {
            if (free.isEmpty()) {
                return null;
            }
            lock.lock();
            try {
                return lend();
            } finally {
                lock.unlock();
            }
        }
    }
}
