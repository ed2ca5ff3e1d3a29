package workbook.world.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import workbook.world.simulation.SimulatedTask.Wakeup;

/**
 * What the tasks did, in the order in which they did it: a column for each task, a row for each thing
 * that matters. Those are calls of the code that is judged, what comes of them, and all waiting,
 * signalling and waking.
 */
public final class Story {

    private static final int MOST_EVENTS = 10_000;
    private static final int INDENT = 2;

    private final List<Event> events = new ArrayList<>();
    /** {@code "buffer 0"}. */
    private final Map<Object, String> names = new IdentityHashMap<>();
    private final Map<String, Integer> namedOfEachType = new TreeMap<>();
    /** How many calls deep a task is in what is judged: only the outermost is told. */
    private final Map<SimulatedTask, Integer> depths = new IdentityHashMap<>();
    private final Map<SimulatedTask, Wait> lastWaits = new IdentityHashMap<>();
    private final Map<SimulatedCondition, Signal> lastSignals = new IdentityHashMap<>();

    private enum Kind {
        CALL, RETURN, OTHER
    }

    private record Event(SimulatedTask task, Kind kind, String text) {
    }

    /** A wait that began, as the number of the event; and how it ended, if it did. */
    private record Wait(SimulatedCondition condition, int begun, Wakeup ended) {
    }

    private record Signal(SimulatedTask by, List<SimulatedTask> woken, int at) {
    }

    /** A task calls what is judged, or what is judged calls itself. */
    void enter(SimulatedTask task, Object receiver, String method, Object[] arguments) {
        if (depths.merge(task, 1, Integer::sum) == 1) {
            String known = receiver == null ? null : names.get(receiver);
            add(task, Kind.CALL, (known == null ? "" : known + ": ") + method + Stream.of(arguments).map(this::name)
                    .collect(Collectors.joining(", ", "(", ")")));
        }
    }

    void leave(SimulatedTask task, boolean isVoid, Object result) {
        if (depths.merge(task, -1, Integer::sum) == 0) {
            add(task, Kind.RETURN, isVoid ? "returns" : "→ " + name(result));
        }
    }

    void leaveByThrowing(SimulatedTask task, Throwable thrown) {
        if (depths.merge(task, -1, Integer::sum) == 0) {
            add(task, Kind.RETURN, "throws " + thrown.getClass().getSimpleName());
        }
    }

    void awaits(SimulatedTask task, SimulatedCondition condition) {
        lastWaits.put(task, new Wait(condition, events.size(), null));
        happens(task, "awaits " + condition);
    }

    void goesOn(SimulatedTask task, SimulatedCondition condition, Wakeup why) {
        lastWaits.put(task, new Wait(condition, lastWaits.get(task).begun, why));
        happens(task, "goes on: " + why.words());
    }

    void signals(SimulatedTask task, String call, SimulatedCondition condition, List<SimulatedTask> woken) {
        lastSignals.put(condition, new Signal(task, woken, events.size()));
        happens(task, call + " " + condition + " → " + (woken.isEmpty() ? "nobody waits" : "wakes " + Report.names(woken)));
    }

    /** The task ends with what was thrown; if a call threw it, that is told already. */
    void fails(SimulatedTask task, Throwable thrown) {
        boolean told = !events.isEmpty() && events.get(events.size() - 1).task == task
                && events.get(events.size() - 1).kind == Kind.RETURN;
        if (!told) {
            happens(task, "fails: " + thrown.getClass().getSimpleName());
        }
    }

    /** What it comes down to, in a sentence; nothing, if it can't be said. */
    public Optional<String> conclusion(SimulationFailure.Kind kind) {
        return switch (kind) {
            case DEADLOCK -> lastWaits.entrySet().stream().filter(wait -> wait.getValue().ended == null)
                    .min(Comparator.comparingInt(wait -> wait.getKey().number))
                    .map(wait -> whyItWaits(wait.getKey(), wait.getValue()));
            case EXCEPTION -> Optional.of(events.get(events.size() - 1).task)
                    .filter(lastWaits::containsKey)
                    .flatMap(task -> whyItFailed(task, lastWaits.get(task)));
            default -> Optional.empty();
        };
    }

    private String whyItWaits(SimulatedTask task, Wait wait) {
        Signal signal = lastSignals.get(wait.condition);
        if (signal == null) {
            return task.name + " waits on " + wait.condition + ", and nobody ever signalled it.";
        }
        if (signal.at < wait.begun && signal.woken.contains(task)) {
            return "The last signal to " + wait.condition + " woke " + task.name + ", who found nothing to go on with"
                    + " and waits again.";
        }
        if (signal.at < wait.begun) {
            return "The last signal to " + wait.condition + " came from " + signal.by.name + " before " + task.name
                    + " began to wait there: a signal isn't kept for later.";
        }
        return "The last signal to " + wait.condition + " woke " + Report.names(signal.woken) + " and not " + task.name
                + ", who waited, too. No other will come.";
    }

    private Optional<String> whyItFailed(SimulatedTask task, Wait wait) {
        if (wait.ended == Wakeup.SPURIOUS) {
            return Optional.of("Nobody had signalled: a wait may end by itself, as Condition says. " + task.name
                    + " went on as if what it waited for had come.");
        }
        Signal signal = lastSignals.get(wait.condition);
        if (wait.ended != Wakeup.SIGNAL || signal == null) {
            return Optional.empty();
        }
        return events.subList(signal.at, events.size()).stream().map(Event::task)
                .filter(other -> other != task && other != signal.by)
                .findFirst()
                .map(other -> "Between the signal and " + task.name + "'s going on, " + other.name
                        + " was there first: what " + task.name + " waited for was gone again.");
    }

    /** Anything else that a task does, or that becomes of it. */
    void happens(SimulatedTask task, String what) {
        add(task, Kind.OTHER, what);
    }

    private void add(SimulatedTask task, Kind kind, String text) {
        if (events.size() < MOST_EVENTS) {
            events.add(new Event(task, kind, text));
        }
    }

    /** @param width how many characters a line may have */
    public String told(int width) {
        List<SimulatedTask> tasks = events.stream().map(Event::task).distinct()
                .sorted(Comparator.comparingInt(task -> task.number)).toList();
        if (tasks.isEmpty()) {
            return "";
        }
        int column = width / tasks.size();
        List<String> lines = new ArrayList<>();
        lines.add(line(tasks.stream().map(task -> task.name).toList(), column));
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            String text = event.text;
            boolean atOnce = event.kind == Kind.CALL && i + 1 < events.size() && events.get(i + 1).task == event.task
                    && events.get(i + 1).kind == Kind.RETURN;
            if (atOnce) {
                i++;
                text += events.get(i).text.equals("returns") ? "" : " " + events.get(i).text;
            }
            String indented = event.kind == Kind.CALL ? text : " ".repeat(INDENT) + text;
            for (String part : wrapped(indented, column - 2)) {
                List<String> cells = new ArrayList<>(Collections.nCopies(tasks.size(), ""));
                cells.set(tasks.indexOf(event.task), part);
                lines.add(line(cells, column));
            }
        }
        return String.join("\n", lines);
    }

    private static String line(List<String> cells, int column) {
        return cells.stream().map(cell -> String.format(Locale.ROOT, "%-" + column + "s", cell))
                .collect(Collectors.joining()).stripTrailing();
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String indent = " ".repeat(text.length() - text.stripLeading().length() + INDENT);
        String rest = text;
        while (rest.length() > width) {
            int end = rest.lastIndexOf(' ', width);
            if (end <= indent.length()) {
                end = width;
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = indent + rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }

    private String name(Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof Character
                || value instanceof Enum) {
            return value instanceof Long number && number == Long.MAX_VALUE ? "for ever" : String.valueOf(value);
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(this::name).orElse("nothing");
        }
        if (value instanceof CharSequence text) {
            return "'" + text + "'";
        }
        if (value instanceof byte[] bytes) {
            return "record '" + readable(bytes) + "'";
        }
        if (value instanceof Throwable thrown) {
            return thrown.getClass().getSimpleName();
        }
        return names.computeIfAbsent(value, any -> {
            String type = typeOf(value).getSimpleName().toLowerCase(Locale.ROOT);
            return type + " " + (namedOfEachType.merge(type, 1, Integer::sum) - 1);
        });
    }

    /** A lambda's or an anonymous class's own name says nothing: what it is made of does. */
    private static Class<?> typeOf(Object value) {
        Class<?> type = value.getClass();
        if (!type.isHidden() && !type.isSynthetic() && !type.isAnonymousClass()) {
            return type;
        }
        return type.getInterfaces().length > 0 ? type.getInterfaces()[0] : type.getSuperclass();
    }

    private static String readable(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.length() <= 12 && text.chars().allMatch(c -> c >= ' ' && c < 127) ? text : bytes.length + " bytes";
    }
}
