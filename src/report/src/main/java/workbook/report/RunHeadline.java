package workbook.report;

import static workbook.report.RunOptions.grouped;

import java.util.Optional;
import java.util.OptionalDouble;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.Summary;

/** A run in one sentence, and in a few more. */
final class RunHeadline {

    private final ScenarioRun run;
    private final ScenarioSettings settings;
    private final Summary summary;
    private final RunEvents events;

    RunHeadline(ScenarioRun run) {
        this.run = run;
        settings = run.settings();
        summary = run.summary();
        events = new RunEvents(run);
    }

    String sentence() {
        if (!summary.conserved()) {
            return "Records were lost or doubled on the way";
        }
        if (last().produced() == 0) {
            return "No record was produced, and so none was written";
        }
        long growth = Math.round(summary.lagGrowthPerSecond());
        boolean lagGrows = events.lagGrowsFrom().isPresent() && growth > 0;
        String lag = "Kafka lag grew by " + grouped(growth) + (growth == 1 ? " record" : " records") + " every second";
        if (summary.bottleneck().isEmpty()) {
            if (lagGrows) {
                return lag + ", and no task is the bottleneck: where do the records wait?";
            }
            return events.stillFilling() ? "The buffers were still filling up when the run ended"
                    : "No bottleneck: all that comes in goes out";
        }
        String name = summary.bottleneck().get();
        String bottleneck = (name.contains("+") ? "The task " : "The ") + name + " is the bottleneck: ";
        return bottleneck + (lagGrows ? lag : "so far the buffers hide it from Kafka");
    }

    String explanation() {
        if (last().produced() == 0) {
            return "The topic stayed empty.";
        }
        OptionalDouble grows = events.lagGrowsFrom();
        Optional<RunEvent> stuck = events.stuck();
        StringBuilder text = new StringBuilder(grouped(settings.inPerSecond())).append(" records/s of ")
                .append(settings.recordBytes()).append(" B arrive in ").append(settings.partitions())
                .append(settings.partitions() == 1 ? " partition" : " partitions").append("; ")
                .append(summary.bottleneck().isEmpty() && grows.isEmpty() && !events.stillFilling()
                        ? "Postgres gets them as fast." : (stuck.isPresent() ? "at first " : "")
                        + RunStory.rate(summary.sinkRatePerSecond()) + "/s reach Postgres.");
        if (grows.isPresent() && !summary.secondsUntilFull().isEmpty()) {
            text.append(" The buffers hid that for ").append(Math.round(grows.getAsDouble()))
                    .append(" s; then every record that could not be written waited in Kafka.");
        } else if (grows.isPresent()) {
            text.append(" All is one task: no buffers hide that, and no task above could be backpressured.");
        }
        settings.recoversAtSecond().ifPresent(at -> {
            text.append(" From ").append(at).append(" s on Postgres managed ")
                    .append(grouped(settings.recoversToPerSecond())).append("/s");
            events.lagGoneAt().ifPresentOrElse(
                    gone -> text.append(", and ").append(gone - at).append(" s later the lag was gone."),
                    () -> text.append('.'));
        });
        stuck.ifPresent(event -> text.append(" From ").append(Math.round(event.second())).append(" s on ")
                .append(event.name()).append(": ").append(event.sentence()));
        return text.toString();
    }

    private Sample last() {
        return run.at(settings.seconds());
    }
}
