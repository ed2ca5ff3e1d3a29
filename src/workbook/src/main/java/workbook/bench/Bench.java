package workbook.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import workbook.report.BenchRecords;

/** Measures engines side by side: round by round, each has its turn, and the others wait meanwhile. */
public final class Bench {

    private final List<Entry> entries;
    private final long records;
    private final int warmUps;
    private final int rounds;
    private final Path folder;
    private final Consumer<String> progress;

    /**
     * An engine to be measured.
     *
     * @param name empty if it says its name itself
     * @param command starts its JVM
     * @param printed is told what it prints besides, line by line
     */
    public record Entry(String name, boolean isFlink, List<String> command, Consumer<String> printed) {
    }

    /** It isn't the workbook's fault; the message says what is wrong with the parts. */
    public static final class PartsFailed extends RuntimeException {
        PartsFailed(String message) {
            super(message);
        }
    }

    /**
     * @param entries Flink first
     * @param records in each round
     * @param warmUps rounds that don't count
     * @param rounds those that do
     * @param folder where the engines are started
     * @param progress is told what is being done
     */
    public Bench(List<Entry> entries, long records, int warmUps, int rounds, Path folder, Consumer<String> progress) {
        this.entries = List.copyOf(entries);
        this.records = records;
        this.warmUps = warmUps;
        this.rounds = rounds;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Measures them, in new JVMs for each kind of record: what a JVM has learned from one kind mustn't slow it down
     * with the next.
     *
     * @throws PartsFailed if an engine that isn't Flink doesn't get the records through
     */
    public List<Measured> run() throws IOException {
        List<Measured> all = new ArrayList<>();
        for (BenchRecords kind : BenchRecords.values()) {
            List<EngineProcess> engines = new ArrayList<>();
            try {
                for (Entry entry : entries) {
                    engines.add(EngineProcess.start(entry, folder));
                }
                all.addAll(measure(kind, engines));
            } finally {
                engines.forEach(EngineProcess::close);
            }
        }
        return all;
    }

    private List<Measured> measure(BenchRecords kind, List<EngineProcess> engines) throws IOException {
        for (int i = 0; i < warmUps; i++) {
            progress.accept(kind.words() + ": warming up, round " + (i + 1) + " of " + warmUps + " …");
            for (EngineProcess engine : engines) {
                engine.round(kind, records);
            }
        }
        List<List<Double>> rates = new ArrayList<>();
        engines.forEach(engine -> rates.add(new ArrayList<>()));
        for (int i = 0; i < rounds; i++) {
            progress.accept(kind.words() + ": round " + (i + 1) + " of " + rounds + " …");
            for (int j = 0; j < engines.size(); j++) {
                int turn = (i + j) % engines.size(); // nobody always comes after the same one
                rates.get(turn).add(engines.get(turn).round(kind, records));
            }
        }
        List<Measured> measured = new ArrayList<>();
        for (int j = 0; j < engines.size(); j++) {
            measured.add(new Measured(kind, engines.get(j).name(), new Rates(rates.get(j)), new Rates(rates.get(0))));
        }
        return measured;
    }
}
