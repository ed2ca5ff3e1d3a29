package example;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** More things that tasks share, right or, if told so, wrong. */
public final class Exchange {

    private Exchange() {
    }

    /** Room for one; writers and readers wait on the same condition, so one signal may wake the wrong one. */
    public static final class Slot {
        private final Lock lock;
        private final Condition changed;
        private final boolean wakesAll;
        private boolean full;

        public Slot(Lock lock, boolean wakesAll) {
            this.lock = lock;
            this.wakesAll = wakesAll;
            changed = lock.newCondition();
        }

        public void turn(boolean toFull) throws InterruptedException {
            lock.lock();
            try {
                while (full == toFull) {
                    changed.await();
                }
                full = toFull;
                if (wakesAll) {
                    changed.signalAll();
                } else {
                    changed.signal();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Credit: checked and spent under one lock, or, wrongly, under two. */
    public static final class Credit {
        private final Lock lock;
        private final boolean atOnce;
        private int credit;

        public Credit(int credit, Lock lock, boolean atOnce) {
            this.credit = credit;
            this.lock = lock;
            this.atOnce = atOnce;
        }

        public boolean spend() {
            if (atOnce) {
                lock.lock();
                try {
                    return left() > 0 && subtract();
                } finally {
                    lock.unlock();
                }
            }
            return left() > 0 && subtract();
        }

        public int left() {
            lock.lock();
            try {
                return credit;
            } finally {
                lock.unlock();
            }
        }

        private boolean subtract() {
            lock.lock();
            try {
                credit--;
                return true;
            } finally {
                lock.unlock();
            }
        }
    }

    /** Takes a buffer; wrongly, while it holds the lock that whoever gives one back needs. */
    public static final class Writer {
        private final Pool pool;
        private final Lock lock;
        private final boolean holdsOn;
        private Pool.Buffer current;

        public Writer(Pool pool, Lock lock, boolean holdsOn) {
            this.pool = pool;
            this.lock = lock;
            this.holdsOn = holdsOn;
        }

        public void write() throws InterruptedException {
            if (holdsOn) {
                lock.lock();
                try {
                    current = pool.take();
                } finally {
                    lock.unlock();
                }
            } else {
                Pool.Buffer buffer = pool.take();
                lock.lock();
                try {
                    current = buffer;
                } finally {
                    lock.unlock();
                }
            }
        }

        public void giveBack(Pool.Buffer buffer) {
            lock.lock();
            try {
                pool.recycle(buffer);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Takes one lock, and then the other. */
    public static void both(Lock first, Lock second) {
        first.lock();
        try {
            second.lock();
            second.unlock();
        } finally {
            first.unlock();
        }
    }
}
