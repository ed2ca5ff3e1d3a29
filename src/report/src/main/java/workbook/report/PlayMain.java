package workbook.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import workbook.world.scenario.ScenarioPipeline;
import workbook.world.simulation.Simulation;
import workbook.world.simulation.Watchdog;

/**
 * Plays a pipeline for {@code ./workbook play}, in a JVM of its own: commands come in, and what comes of them goes out,
 * a line of JSON each. It ends when nobody sends commands any more, and when the pipeline fails.
 */
public final class PlayMain {

    private static final long LOOK_EVERY_MILLIS = 10;
    private static final long ALIVE_EVERY_LOOKS = 100;

    private final Gson gson = new GsonBuilder().serializeNulls().create();
    private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false,
            StandardCharsets.UTF_8);
    private final InputStream in = new FileInputStream(FileDescriptor.in);
    private final BlockingQueue<JsonObject> commands = new LinkedBlockingQueue<>();
    private final PlayEngine engine;
    private volatile Throwable thrown;
    private volatile long turns;
    private volatile boolean leaving;

    private PlayMain(RunParts parts, ScenarioPipeline.Builder builder) {
        engine = new PlayEngine(parts, builder, this::tell);
    }

    /**
     * Doesn't return.
     *
     * @param arguments whose parts they are, as {@link RunOptions#OWN} and {@link RunOptions#BORROWED} say
     */
    public static void main(String[] arguments, ScenarioPipeline.Builder builder) throws InterruptedException {
        PlayMain main = new PlayMain(RunOptions.parse(Arrays.asList(arguments)).parts(), builder);
        System.setOut(System.err); // what the pipeline prints is no message,
        System.setIn(InputStream.nullInputStream()); // and what it reads no command
        java.lang.Runtime.getRuntime().addShutdownHook(new Thread(main::onExit));
        main.daemon(main::read, "commands");
        main.watch(main.daemon(main::play, "play"));
    }

    private Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private synchronized void tell(JsonObject message) {
        out.print(gson.toJson(message) + "\n");
        out.flush();
    }

    /** Without a parent nobody wants to know any more. */
    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                commands.add(JsonParser.parseString(line).getAsJsonObject());
            }
        } catch (IOException e) {
            // the same
        }
        java.lang.Runtime.getRuntime().halt(0);
    }

    private void play() {
        try {
            long next = System.nanoTime();
            while (true) {
                long wait = engine.isPlaying() ? Math.max(0, next - System.nanoTime()) : Long.MAX_VALUE;
                JsonObject command = commands.poll(wait, TimeUnit.NANOSECONDS);
                if (command != null) {
                    engine.take(command);
                }
                if (engine.isPlaying() && System.nanoTime() >= next) {
                    engine.turn();
                    next = Math.max(next + PlayEngine.TURN_NANOS, System.nanoTime());
                }
                turns++;
            }
        } catch (Throwable t) {
            thrown = t;
        }
    }

    /** In case what is asked of the pipeline never comes back. */
    private void watch(Thread playing) throws InterruptedException {
        Watchdog watchdog = new Watchdog();
        for (long looks = 1; playing.isAlive(); looks++) {
            playing.join(LOOK_EVERY_MILLIS);
            Optional<Throwable> finding = watchdog.look(playing, Simulation.drives() + turns);
            if (finding.isPresent()) {
                thrown = finding.get();
                break;
            }
            if (looks % ALIVE_EVERY_LOOKS == 0) {
                JsonObject alive = new JsonObject();
                alive.addProperty("message", "alive");
                tell(alive);
            }
        }
        leave(PlayFailure.of(thrown));
    }

    private void leave(JsonObject lastWords) {
        leaving = true;
        tell(lastWords);
        java.lang.Runtime.getRuntime().halt(1); // whatever threads the pipeline left
    }

    /** Somebody called System.exit, or somebody outside wants an end. */
    private void onExit() {
        if (!leaving) {
            tell(PlayFailure.ofExit(Thread.getAllStackTraces().values()));
        }
    }
}
