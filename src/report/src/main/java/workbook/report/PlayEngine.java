package workbook.report;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import workbook.world.Todo;
import workbook.world.scenario.LiveScenario;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioPipeline;
import workbook.world.scenario.ScenarioRun;

/**
 * A run that is played with: takes commands, and tells what comes of them. Both are JSON, as
 * {@code src/report/SCHEMA.md} says.
 *
 * <p>One thread uses it. Whatever a pipeline throws comes out of it: then it is over.
 */
final class PlayEngine {

    /** How often it tells of a run that plays. */
    static final long TURN_NANOS = 100_000_000;
    /** Where the machine is too slow for the speed, time passes more slowly. */
    private static final long MOST_NANOS_PER_TURN = 80_000_000;
    private static final int STEPS_PER_SECOND = 10;

    private final RunParts parts;
    private final ScenarioPipeline.Builder builder;
    private final Consumer<JsonObject> out;
    private PlayControls controls = PlayControls.defaults();
    private LiveScenario scenario;
    private LiveEvents events;
    private List<Sample> recent;
    private Sample producedSince;
    private long steps;
    private int run;

    PlayEngine(RunParts parts, ScenarioPipeline.Builder builder, Consumer<JsonObject> out) {
        this.parts = parts;
        this.builder = builder;
        this.out = out;
    }

    boolean isPlaying() {
        return controls.playing() && scenario != null;
    }

    /** Does what it is told, and tells what it looks like then. */
    void take(JsonObject command) {
        switch (command.get("do").getAsString()) {
            case "begin" -> {
                try {
                    controls = PlayControls.defaults().with(command.getAsJsonObject("controls"));
                } catch (IllegalArgumentException e) { // set while nobody was there to say so
                    refuse(e.getMessage());
                }
                begin();
            }
            case "reset" -> begin();
            case "step" -> step();
            case "set" -> set(command.getAsJsonObject("controls"));
            default -> refuse("Nobody here knows how to '" + command.get("do").getAsString() + "'.");
        }
    }

    /** A tenth of a second of play: to where the speed's steps meet the whole seconds. */
    void turn() {
        long begun = System.nanoTime();
        do {
            advance();
        } while (steps % controls.speed() != 0 && System.nanoTime() - begun < MOST_NANOS_PER_TURN);
        tellSample();
    }

    private void begin() {
        if (scenario != null) {
            scenario.close();
        }
        scenario = new LiveScenario(controls.settings(), builder);
        if (controls.stalled()) {
            scenario.stallDatabase();
        }
        events = new LiveEvents();
        recent = new ArrayList<>();
        producedSince = scenario.sample();
        steps = 0;
        run++;
        tellState();
        tellSample();
    }

    /** To the next whole second. */
    private void step() {
        do {
            advance();
        } while (steps % STEPS_PER_SECOND != 0);
        tellSample();
    }

    private void advance() {
        scenario.step();
        steps++;
        if (events.look(scenario.sample(), controls.settings())) {
            tellState();
        }
    }

    private void set(JsonObject changes) {
        PlayControls before = controls;
        try {
            controls = before.with(changes);
            apply(before);
        } catch (Todo todo) {
            Todo.forget();
            controls = before;
            refuse("That needs task " + todo.task() + ", which is still to do. The job goes on as it was.");
        } catch (IllegalArgumentException e) {
            controls = before;
            refuse(e.getMessage());
        }
        tellState();
        if (isPlaying()) {
            advance(); // at once: who moves a slider wants to see something
        }
        tellSample();
    }

    private void apply(PlayControls before) {
        boolean restarted = scenario.change(controls.settings());
        if (controls.settings().inPerSecond() != before.settings().inPerSecond()) {
            producedSince = scenario.sample();
        }
        if (controls.stalled() && !before.stalled()) {
            scenario.stallDatabase();
        } else if (before.stalled() && !controls.stalled()) {
            scenario.resumeDatabase();
        }
        events.changed(before, controls, restarted, scenario.second());
    }

    private void refuse(String why) {
        JsonObject message = message("refused");
        message.addProperty("why", why);
        out.accept(message);
    }

    private void tellState() {
        JsonObject message = message("state");
        message.addProperty("schemaVersion", RunJson.SCHEMA_VERSION);
        message.addProperty("run", run);
        message.add("parts", RunJson.parts(parts));
        message.add("events", RunJson.events(events.all()));
        message.add("settings", RunJson.settings(controls.settings()));
        message.add("controls", controls.toJson());
        out.accept(message);
    }

    private void tellSample() {
        Sample sample = scenario.sample();
        recent.removeIf(each -> each.second() < sample.second() - Rates.SECONDS || each.second() >= sample.second()
                || each.tasks().size() != sample.tasks().size());
        recent.add(sample);
        ScenarioRun sofar = new ScenarioRun(controls.settings(), recent, null);
        JsonObject json = new SampleJson(sofar, new RunEvents(sofar)).of(recent.size() - 1);
        json.add("producedPerSecond", RunJson.number(producedPerSecond(sample)));
        JsonObject message = message("sample");
        message.add("sample", json);
        message.addProperty("conserved", scenario.isConserved());
        out.accept(message);
    }

    /** Records arrive at a steady rate: it is that since the last change. */
    private double producedPerSecond(Sample now) {
        double elapsed = now.second() - producedSince.second();
        return elapsed <= 0 ? controls.settings().inPerSecond()
                : (now.produced() - producedSince.produced()) / elapsed;
    }

    private static JsonObject message(String kind) {
        JsonObject message = new JsonObject();
        message.addProperty("message", kind);
        return message;
    }
}
