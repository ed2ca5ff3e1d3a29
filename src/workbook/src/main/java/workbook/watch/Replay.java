package workbook.watch;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import workbook.report.Film;
import workbook.report.Shot;
import workbook.report.Stage;
import workbook.report.Terminal;
import workbook.report.Terminal.Style;
import workbook.world.scenario.ScenarioRun;

/**
 * Shows a run on the whole terminal, its minutes in seconds, and gives the terminal back as it was. The space bar
 * holds it, any other key and Ctrl-C end it.
 */
public final class Replay {

    private static final int END = -1;
    private static final int RESIZED = -2;

    private final List<Shot> film;
    private final Stage stage;
    private final Terminal words;
    private final BlockingQueue<Integer> events = new LinkedBlockingQueue<>();

    /** @param words says whether there is colour, and more than ASCII */
    public Replay(ScenarioRun run, Terminal words) {
        this.words = words;
        film = Film.of(run);
        stage = new Stage(run, words);
    }

    /**
     * Returns when it is over, or was ended; at once, if the terminal is too small for it.
     *
     * @throws IOException if there is no terminal to show it on
     */
    public void show() throws IOException, InterruptedException {
        org.jline.terminal.Terminal terminal = Screen.open();
        Size size = Screen.size(terminal);
        if (!stage.fits(Screen.width(size), Screen.textRows(size))) {
            terminal.close();
            return;
        }
        try (Screen screen = new Screen(terminal)) {
            show(screen);
        }
    }

    void show(Screen screen) throws InterruptedException {
        screen.on(() -> events.add(RESIZED), () -> events.add(END));
        screen.takeSignalsAsKeys();
        readKeys(screen);
        for (Shot shot : film) {
            if (!show(screen, shot)) {
                return;
            }
        }
    }

    /** For as long as it is to be seen, or held; whether to go on. */
    private boolean show(Screen screen, Shot shot) throws InterruptedException {
        boolean isHeld = false;
        draw(screen, shot, isHeld);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(shot.millis());
        while (true) {
            Integer event = isHeld ? events.take() : events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                return true;
            } else if (event == RESIZED) {
                screen.clear();
            } else if (event == ' ') {
                isHeld = !isHeld;
            } else {
                return false;
            }
            draw(screen, shot, isHeld);
        }
    }

    private void draw(Screen screen, Shot shot, boolean isHeld) {
        int width = Screen.width(screen.size());
        int height = Screen.textRows(screen.size());
        if (!stage.fits(width, height)) {
            screen.show(List.of("The window is too small for the picture."), "any key: end");
            return;
        }
        String keys = isHeld ? "   space: go on   other keys: end" : "   space: hold   other keys: end";
        String clock = stage.clock(shot, width - keys.length());
        screen.show(shown(stage.lines(shot, width, height)), shown(clock + words.paint(Style.QUIET, keys)));
    }

    private List<String> shown(List<String> lines) {
        return lines.stream().map(this::shown).toList();
    }

    private String shown(String line) {
        return words.hasUnicode() ? line : Terminal.plain(line);
    }

    private void readKeys(Screen screen) {
        Thread thread = new Thread(() -> {
            try {
                for (int key = screen.key(); key != -1; key = screen.key()) {
                    events.add(key == ' ' ? key : END);
                }
            } catch (IOException e) {
                // the terminal is gone
            }
            events.add(END);
        }, "keys");
        thread.setDaemon(true);
        thread.start();
    }
}
