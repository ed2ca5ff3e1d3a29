package workbook.lab;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import workbook.report.Terminal;

/**
 * Ctrl-C, or the end of the command that started this JVM: the thread that runs the lab is interrupted, and has its
 * time to put everything away.
 */
final class StopSignal {

    private static final long SECONDS_TO_CLEAR_UP = 60;

    private final Thread lab = Thread.currentThread();
    private final Terminal terminal;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean stopped;

    private StopSignal(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Listens from now on, for the calling thread. */
    static StopSignal listen(Terminal terminal) {
        StopSignal signal = new StopSignal(terminal);
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop"));
        Thread starter = new Thread(signal::awaitEndOfStarter, "starter");
        starter.setDaemon(true);
        starter.start();
        return signal;
    }

    boolean hasCome() {
        return stopped;
    }

    /** @throws InterruptedException if it has come: nothing more is begun then */
    void check() throws InterruptedException {
        if (stopped) {
            throw new InterruptedException();
        }
    }

    /** Everything is put away: this JVM may end. */
    void done() {
        done.countDown();
    }

    private void stop() {
        stopped = true;
        terminal.line();
        terminal.line("Stopping …"); // what is just starting has to be up first
        lab.interrupt();
        try {
            done.await(SECONDS_TO_CLEAR_UP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its end of this JVM's input is closed when it is gone, even if it was killed. */
    private void awaitEndOfStarter() {
        try {
            while (System.in.read() >= 0) {
                // nobody types anything that matters
            }
        } catch (IOException e) {
            // as good as gone
        }
        System.exit(LabMain.BROKEN);
    }
}
