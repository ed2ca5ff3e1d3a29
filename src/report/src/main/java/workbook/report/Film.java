package workbook.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import workbook.world.scenario.ScenarioRun;

/**
 * A run to look at: minutes of it in seconds. From one turn to the next goes fast, however long it took, and where
 * something turns the picture stands still for a moment.
 */
public final class Film {

    private static final long MILLIS_PER_SAMPLE = 120;
    private static final long MOST_MILLIS_BETWEEN_TURNS = 2_000;
    private static final long MILLIS_PER_PICTURE = 40;
    private static final long MILLIS_OF_A_TURN = 1_300;
    private static final long MILLIS_OF_ANOTHER_TURN = 700;
    private static final long MILLIS_OF_THE_START = 500;
    private static final long MILLIS_OF_THE_END = 1_800;

    private final ScenarioRun run;
    private final Moments moments;
    private final List<Shot> shots = new ArrayList<>();

    private Film(ScenarioRun run) {
        this.run = run;
        moments = new Moments(run);
    }

    /** All of it, from its first moment to its last. */
    public static List<Shot> of(ScenarioRun run) {
        Film film = new Film(run);
        film.make();
        return List.copyOf(film.shots);
    }

    private void make() {
        int last = run.samples().size() - 1;
        TreeMap<Integer, List<RunEvent>> turns = new RunEvents(run).all().stream()
                .collect(Collectors.groupingBy(event -> sampleAt(event.second()), TreeMap::new, Collectors.toList()));
        shots.add(new Shot(0, MILLIS_OF_THE_START, false, moments.said(0)));
        int now = 0;
        for (var turn : turns.entrySet()) {
            pass(now, turn.getKey());
            now = turn.getKey();
            hold(now, turn.getValue());
        }
        pass(now, last);
        shots.add(new Shot(last, MILLIS_OF_THE_END, false, moments.said(last)));
    }

    private void pass(int from, int to) {
        long millis = Math.min(MOST_MILLIS_BETWEEN_TURNS, (to - from) * MILLIS_PER_SAMPLE);
        long pictures = Math.min(to - from, millis / MILLIS_PER_PICTURE);
        for (long i = 1; i <= pictures; i++) {
            int sample = (int) (from + (to - from) * i / pictures);
            shots.add(new Shot(sample, millis / pictures, false, moments.said(sample)));
        }
    }

    private void hold(int sample, List<RunEvent> events) {
        String names = events.stream().map(RunEvent::name).collect(Collectors.joining(", "));
        List<String> said = new ArrayList<>();
        if (events.size() == 1) {
            said.add(names + ". " + events.get(0).sentence());
        }
        said.add(names);
        said.add(events.get(events.size() - 1).name());
        shots.add(new Shot(sample, MILLIS_OF_A_TURN + (events.size() - 1) * MILLIS_OF_ANOTHER_TURN, true, said));
    }

    /** The first sample that isn't before that second. */
    private int sampleAt(double second) {
        return (int) Math.max(0, Math.min(run.samples().size() - 1, Math.ceil(second)));
    }
}
