package workbook.report;

import static workbook.report.RunOptions.grouped;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioSettings;

/** What turned in a run that goes on: what was changed, how far the pressure came, whether there is lag. */
final class LiveEvents {

    /** Somebody who moves a slider passes many values: the last one counts. */
    private static final double ONE_MOVE_SECONDS = 3;
    private static final int MOST = 12;
    /** Milliseconds of a second. */
    private static final double OK = 100;
    private static final int LITTLE = 100;

    private final List<RunEvent> events = new ArrayList<>();
    private final Set<String> pressed = new TreeSet<>();
    private String lastKnob = "";
    private boolean lagging;

    /** The newest ones, in order. */
    List<RunEvent> all() {
        return List.copyOf(events);
    }

    /**
     * Somebody changed something.
     *
     * @param restarted whether the job had to be started again for that
     */
    void changed(PlayControls before, PlayControls now, boolean restarted, double second) {
        ScenarioSettings was = before.settings();
        ScenarioSettings is = now.settings();
        if (restarted) {
            String what = is.tasks().equals(was.tasks()) ? "other buffers" : "other chains";
            changed("job", second, "restart: " + what, "The job was cancelled and started again with " + what
                    + ": what was on its way is fetched once more.");
        }
        if (is.inPerSecond() != was.inPerSecond()) {
            changed("in", second, grouped(is.inPerSecond()) + "/s arrive", "From now on "
                    + grouped(is.inPerSecond()) + " records/s arrive in Kafka.");
        }
        if (is.outPerSecond() != was.outPerSecond()) {
            changed("out", second, "Postgres: " + grouped(is.outPerSecond()) + "/s", "From now on Postgres manages "
                    + grouped(is.outPerSecond()) + " rows/s.");
        }
        if (now.mapSlowed() != before.mapSlowed()) {
            changed("map", second, now.mapSlowed() ? "map slowed" : "map is fast again",
                    "The map takes " + is.mapMicros() / 1_000 + " ms for each record.");
        }
        if (now.stalled() != before.stalled()) {
            changed("stall", second, now.stalled() ? "database stalls" : "database goes on",
                    now.stalled() ? "Postgres answers nobody." : "Postgres goes on where it stalled.");
        }
    }

    /** Somebody changed something; the same thing again, shortly after, is one change. */
    void changed(String knob, double second, String name, String sentence) {
        if (!events.isEmpty() && lastKnob.equals(knob)
                && second - events.get(events.size() - 1).second() < ONE_MOVE_SECONDS) {
            events.remove(events.size() - 1);
        }
        add(new RunEvent(second, name, sentence));
        lastKnob = knob;
    }

    /** @return whether there was something new in it */
    boolean look(Sample sample, ScenarioSettings settings) {
        boolean news = false;
        for (int i = 0; i < sample.exchanges().size(); i++) {
            ExchangeReading exchange = sample.exchanges().get(i);
            TaskReading sender = sample.tasks().get(i);
            if (exchange.isFull() && pressed.add(sender.name())) {
                news = true;
                add(new RunEvent(sample.second(), "pressure reaches " + sender.name(),
                        sender.name() + " has no free buffer left, and waits."));
            } else if (!exchange.isFull() && sender.shares().backpressured() <= OK) {
                pressed.remove(sender.name());
            }
        }
        long lag = sample.whereabouts().lag();
        if (!lagging && lag > Math.max(LITTLE, settings.inPerSecond())) {
            lagging = true;
            news = true;
            add(new RunEvent(sample.second(), "pressure reaches Kafka",
                    "The source fetches less than arrives: from now on records wait in Kafka."));
        } else if (lagging && lag <= settings.inPerSecond() / LITTLE) {
            lagging = false;
            news = true;
            add(new RunEvent(sample.second(), "lag is gone", "All that had waited in Kafka is fetched."));
        }
        return news;
    }

    private void add(RunEvent event) {
        lastKnob = "";
        events.add(event);
        if (events.size() > MOST) {
            events.remove(0);
        }
    }
}
