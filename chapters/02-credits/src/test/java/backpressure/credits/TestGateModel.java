package backpressure.credits;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What the lesson says of a gate and its channels, in numbers alone: how many are free, who stands in line. */
final class TestGateModel {

    private final Deque<Channel> line = new ArrayDeque<>();
    private int free;

    /** @param free floating buffers, all of them at the gate */
    TestGateModel(int free) {
        this.free = free;
    }

    /** How many floating buffers are free at the gate. */
    int available() {
        return free;
    }

    private void comesBack() {
        if (line.isEmpty()) {
            free++;
        } else {
            line.remove().turn();
        }
    }

    /** A receiver. */
    final class Channel {

        private final int exclusive;
        private final Deque<Boolean> waiting = new ArrayDeque<>();
        private final List<Boolean> held = new ArrayList<>();
        private int freeExclusive;
        private int freeFloating;
        private int wanted;
        private int unannounced;

        Channel(int exclusive) {
            this.exclusive = exclusive;
            freeExclusive = exclusive;
            wanted = exclusive;
            unannounced = exclusive;
        }

        /** Data arrives, in a floating buffer if one is free. */
        void arrives(int backlog) {
            boolean inFloating = freeFloating > 0;
            if (inFloating) {
                freeFloating--;
            } else {
                freeExclusive--;
            }
            waiting.add(inFloating);
            wanted = backlog + exclusive;
            ask();
        }

        int takeCredit() {
            int credit = unannounced;
            unannounced = 0;
            return credit;
        }

        /** Data is polled: its buffer is the last one held. */
        void polled() {
            held.add(waiting.remove());
        }

        /** One of the buffers held is recycled. */
        void recycled(int which) {
            if (held.remove(which)) {
                comesBack();
                return;
            }
            freeExclusive++;
            if (free() > wanted && freeFloating > 0) {
                freeFloating--;
                comesBack();
            } else {
                unannounced++;
            }
        }

        private void turn() {
            if (free() < wanted) {
                keep();
                ask();
            } else {
                comesBack();
            }
        }

        private void ask() {
            while (free() < wanted && free > 0) {
                free--;
                keep();
            }
            if (free() < wanted && !line.contains(this)) {
                line.add(this);
            }
        }

        private void keep() {
            freeFloating++;
            unannounced++;
        }

        private int free() {
            return freeExclusive + freeFloating;
        }

        @Override
        public String toString() {
            return "it has " + freeExclusive + " exclusive and " + freeFloating + " floating free, and wants " + wanted
                    + (line.contains(this) ? "; it stands in line" : "");
        }
    }
}
