package workbook.report;

import static workbook.report.RunOptions.grouped;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import workbook.report.Terminal.Style;
import workbook.world.metrics.Level;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.Summary;

/** A run as a story: a picture of each moment at which something turns, and what to remember of it. */
public final class RunStory {

    /** Two moments closer than this are told as one, unless something fills up in each. */
    private static final long SECONDS_APART = 3;

    private static final int WIDTH = 80;

    private final ScenarioRun run;
    private final ScenarioSettings settings;
    private final Summary summary;
    private final Terminal terminal;
    private final Picture picture;
    private final RunEvents events;

    public RunStory(ScenarioRun run, Terminal terminal) {
        this.run = run;
        this.terminal = terminal;
        settings = run.settings();
        summary = run.summary();
        picture = new Picture(settings, terminal);
        events = new RunEvents(run);
    }

    /** Prints it. */
    public void tell() {
        terminal.line("In: " + grouped(settings.inPerSecond()) + "/s of " + settings.recordBytes() + " B, "
                + settings.partitions() + (settings.partitions() == 1 ? " partition. " : " partitions. ")
                + "Out: " + grouped(settings.outPerSecond()) + "/s. "
                + "Network: " + settings.network().name().toLowerCase(Locale.ROOT) + ".");
        String more = otherSettings();
        if (!more.isEmpty()) {
            terminal.line("Also: " + more);
        }
        terminal.line("Rates and shares in each picture are those since the picture before it.");
        long before = 0;
        for (Map.Entry<Long, String> moment : moments().entrySet()) {
            terminal.line();
            terminal.line(terminal.paint(Style.STRONG, "── " + moment.getKey() + " s ── " + moment.getValue()));
            terminal.line();
            picture.of(run, before, moment.getKey()).forEach(terminal::line);
            before = moment.getKey();
        }
        terminal.line();
        terminal.line(terminal.paint(Style.STRONG, "In short"));
        summaryLines().forEach(line -> wrap(line).forEach(terminal::line));
        terminal.line();
    }

    /** What differs from the defaults, and isn't in the first line. */
    private String otherSettings() {
        Set<RunOption> told = EnumSet.of(RunOption.IN, RunOption.OUT, RunOption.RECORD_BYTES, RunOption.PARTITIONS,
                RunOption.NETWORK, RunOption.SECONDS);
        return Arrays.stream(RunOption.values())
                .filter(option -> !told.contains(option))
                .filter(option -> !option.valueIn(settings).equals(option.valueIn(ScenarioSettings.defaults())))
                .map(option -> option.optionName() + " " + option.valueIn(settings))
                .collect(Collectors.joining(" "));
    }

    /** When something turns (in whole seconds, when the samples are), and what. */
    private Map<Long, String> moments() {
        Map<Long, String> moments = new TreeMap<>();
        long end = settings.seconds();
        moments.put(1L, "It begins.");
        Map<Long, List<String>> full = new TreeMap<>();
        summary.secondsUntilFull().forEach((exchange, seconds) -> seconds.ifPresent(at ->
                full.computeIfAbsent(sampleAt(at), s -> new ArrayList<>()).add(0, exchange.split(" ")[0])));
        full.forEach((second, senders) -> moments.put(second, senders.stream().collect(Collectors.joining(", then "))
                + (senders.size() == 1 ? " has" : " have") + " no free buffer left"
                + (senders.contains(firstTask()) ? ": it fetches less, lag begins to grow." : ", and waits.")));
        summary.steadyFrom().ifPresent(seconds -> {
            long at = sampleAt(seconds);
            if (at < end && moments.keySet().stream().noneMatch(moment -> Math.abs(moment - at) < SECONDS_APART)) {
                moments.put(at, "Steady: from now on only the lag changes.");
            }
        });
        settings.recoversAtSecond().ifPresent(at -> {
            moments.put(at, "From now on the database manages " + grouped(settings.recoversToPerSecond()) + "/s.");
            events.lagGoneAt().stream().filter(second -> second < end)
                    .forEach(second -> moments.put(second, "The lag is gone."));
        });
        moments.merge(end, "The end.", (what, theEnd) -> what + " " + theEnd);
        return moments;
    }

    private long sampleAt(double seconds) {
        return Math.max(1, Math.min(settings.seconds(), (long) Math.ceil(seconds)));
    }

    private String firstTask() {
        return run.at(0).tasks().get(0).name();
    }

    private List<String> summaryLines() {
        List<String> lines = new ArrayList<>();
        Sample last = run.at(settings.seconds());
        if (summary.steadyFrom().isPresent()) {
            lines.add("Throughput settled at " + rate(summary.sinkRatePerSecond()) + "/s after "
                    + seconds(summary.steadyFrom()) + ", though " + grouped(settings.inPerSecond())
                    + "/s are produced: lag " + grows(summary.lagGrowthPerSecond()) + ".");
        } else if (events.stillFilling()) {
            lines.add("The buffers were still filling up when the run ended: the pressure had not reached the source.");
        } else {
            lines.add("The pressure never reached the source: " + rate(summary.sinkRatePerSecond())
                    + " records/s are written, and lag " + grows(summary.lagGrowthPerSecond()) + ".");
        }
        List<String> full = new ArrayList<>();
        summary.secondsUntilFull().forEach((exchange, at) -> {
            if (at.isPresent()) {
                full.add(0, exchange + " after " + seconds(at));
            }
        });
        if (!full.isEmpty()) {
            lines.add("Full: " + String.join(", ", full) + ". " + grouped(Math.round(summary.inFlight()))
                    + " records wait in the buffers.");
        }
        lines.add(bottleneck());
        events.stuck().ifPresent(stuck -> lines.add("From " + Math.round(stuck.second()) + " s on " + stuck.name() + ": "
                + stuck.sentence()));
        settings.recoversAtSecond().ifPresent(at -> lines.add("From " + at + " s on the database managed "
                + grouped(settings.recoversToPerSecond()) + "/s"
                + events.lagGoneAt().stream().mapToObj(gone -> ", and " + (gone - at) + " s later the lag was gone")
                .findFirst().orElse("") + ". What is said above is about the time before."));
        lines.add("Lag at the end: " + grouped(last.whereabouts().lag()) + " records"
                + (settings.partitions() == 1 ? "." : " (" + Picture.partitions(last.lagPerPartition()) + ")."));
        lines.add(summary.conserved()
                ? "Nothing was lost: whenever looked at, each of the " + grouped(last.produced())
                        + " records produced was in exactly one place."
                : terminal.paint(Style.BAD, "✗ Records were lost or doubled on the way")
                        + ": what was produced isn't what was found.");
        return lines;
    }

    private String bottleneck() {
        Optional<Summary.Task> slow = summary.bottleneck().map(summary.tasks()::get);
        List<String> waiting = summary.tasks().entrySet().stream()
                .filter(task -> task.getValue().level() == Level.HIGH)
                .map(Map.Entry::getKey)
                .toList();
        if (slow.isEmpty()) {
            return summary.bottleneck().map(name -> "The bottleneck is said to be '" + name + "'.")
                    .orElse("No bottleneck: no task holds up another.");
        }
        return "The bottleneck is the " + summary.bottleneck().get() + ": busy " + percent(slow.get().busy())
                + ", backpressured " + percent(slow.get().backpressured()) + "."
                + (waiting.isEmpty() ? "" : " Backpressured (HIGH): " + String.join(", ", waiting) + ".");
    }

    private static String grows(double perSecond) {
        long rounded = Math.round(perSecond);
        if (Math.abs(rounded) < 1) {
            return "doesn't grow";
        }
        return (rounded > 0 ? "grows by " : "shrinks by ") + grouped(Math.abs(rounded)) + " every second";
    }

    private static String seconds(OptionalDouble seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds.orElse(0));
    }

    static String rate(double perSecond) {
        return Math.abs(perSecond) < 10 && perSecond != Math.rint(perSecond)
                ? String.format(Locale.ROOT, "%.1f", perSecond) : grouped(Math.round(perSecond));
    }

    static String percent(double millisPerSecond) {
        return Math.round(millisPerSecond / 10) + "%";
    }

    /** The line, indented by two more, broken between words where it is too long. */
    public static List<String> wrap(String line) {
        List<String> lines = new ArrayList<>();
        String indent = "  " + " ".repeat(line.length() - line.stripLeading().length());
        String rest = indent + line.strip();
        while (visible(rest).length() > WIDTH) {
            int end = rest.lastIndexOf(' ', WIDTH + rest.length() - visible(rest).length());
            if (end <= indent.length() + 2) {
                break; // one long word
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = indent + "  " + rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }

    private static String visible(CharSequence text) {
        return text.toString().replaceAll("\033\\[[0-9]*m", "");
    }
}
