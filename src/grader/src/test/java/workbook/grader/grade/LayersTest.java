package workbook.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.grader.isolation.Isolation;

/**
 * Every attack with each layer taken away: whichever of them fails one day, no point is forged. And with both looks at
 * what is run taken away, to see what is left then; that is only told.
 */
@Tag("slow")
class LayersTest {

    private static final int WORKERS = 2;
    private static final String NOT_TRIED = "-";

    @TempDir
    private Path folder;

    @Test
    void noPointIsForgedWithAnyLayerTakenAway() throws Exception {
        Isolation isolation = Isolation.ofThisMachine();
        Traces traces = new Traces();
        ProvingGround ground = new ProvingGround(folder);
        List<Hostile> attacks = ground.attacks();
        Map<String, Integer> filesBefore = ground.files();
        Map<String, Map<String, Trial>> table = new LinkedHashMap<>(); // by what is off, and by attack
        table.put("none", trials(EnumSet.noneOf(Layer.class), attacks, ground, isolation));
        for (Layer layer : Layer.values()) {
            table.put(layer.name(), trials(EnumSet.of(layer), attacks, ground, isolation));
        }
        List<Trial> single = table.values().stream().flatMap(column -> column.values().stream()).toList();
        table.put("GUARD+LAST_LOOK", trials(EnumSet.of(Layer.GUARD, Layer.LAST_LOOK), attacks, ground, isolation));
        print(table, attacks, isolation);

        assertThat(single).filteredOn(Trial::isForged).as("attacks with a point, with one layer off").isEmpty();
        assertThat(single).filteredOn(Trial::leaked).as("attacks with a secret, with one layer off").isEmpty();
        assertThat(ground.files()).as("files beside the graders' own folder").isEqualTo(filesBefore);
        assertThat(traces.files()).as("files elsewhere").isEmpty();
        assertThat(traces.processes()).as("processes").isEmpty();
    }

    private static Map<String, Trial> trials(Set<Layer> off, List<Hostile> attacks, ProvingGround ground,
            Isolation isolation) throws Exception {
        Set<Layer> on = EnumSet.complementOf(EnumSet.copyOf(off));
        Queue<Hostile> queue = new ConcurrentLinkedQueue<>(attacks);
        queue.removeIf(attack -> attack.onlyHangs() && !isTriedWithBombs(off));
        Map<String, Trial> trials = new TreeMap<>();
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int worker = 0; worker < WORKERS; worker++) {
                SubmissionGrader grader = ground.grader(worker, on, isolation);
                ends.add(workers.submit(() -> {
                    try (grader) {
                        gradeAll(queue, grader, on, ground, trials);
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            workers.shutdownNow();
        }
        return trials;
    }

    /** They take seconds each, and want no points: once with all layers, and once without what looks at them first. */
    private static boolean isTriedWithBombs(Set<Layer> off) {
        return off.isEmpty() || off.equals(Set.of(Layer.GUARD));
    }

    private static void gradeAll(Queue<Hostile> queue, SubmissionGrader grader, Set<Layer> on, ProvingGround ground,
            Map<String, Trial> trials) throws IOException {
        for (Hostile attack = queue.poll(); attack != null; attack = queue.poll()) {
            Trial trial = Trial.of(attack, grader, on, ground, ground.inbox(attack.name()));
            synchronized (trials) {
                trials.put(attack.name(), trial);
            }
        }
    }

    private static void print(Map<String, Map<String, Trial>> table, List<Hostile> attacks, Isolation isolation) {
        System.out.println("Under: " + isolation.means() + ". What kept each attack from a point, with one layer taken"
                + " away. " + NOT_TRIED + " is not tried: those that only hang are run with all layers and without the"
                + " guard, since they take seconds each, and nothing but its JVM bounds a compiler.");
        System.out.println("| attack | kind | " + String.join(" | ", table.keySet()) + " |");
        System.out.println("| --- | --- |" + " --- |".repeat(table.size()));
        for (Hostile attack : attacks) {
            StringBuilder row = new StringBuilder("| " + attack.name() + " | " + attack.kind() + " |");
            for (Map<String, Trial> column : table.values()) {
                Trial trial = column.get(attack.name());
                row.append(' ').append(trial == null ? NOT_TRIED : trial.words()).append(" |");
            }
            System.out.println(row);
        }
    }
}
