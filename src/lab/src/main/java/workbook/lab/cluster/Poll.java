package workbook.lab.cluster;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Asks again and again, and remembers the last answer: who is asked may take its time, or be gone. */
final class Poll<T> implements AutoCloseable {

    private final Callable<T> question;
    private final long everyMillis;
    private final Thread thread;
    private volatile T last;

    /** @param first what holds until there is an answer */
    Poll(String name, long everyMillis, T first, Callable<T> question) {
        this.question = question;
        this.everyMillis = everyMillis;
        last = first;
        thread = new Thread(this::askOn, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The last answer. */
    T last() {
        return last;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void askOn() {
        try {
            while (true) {
                try {
                    last = question.call();
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    // no answer this time
                }
                TimeUnit.MILLISECONDS.sleep(everyMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // its end
        }
    }
}
