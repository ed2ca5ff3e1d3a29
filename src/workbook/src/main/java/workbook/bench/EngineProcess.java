package workbook.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import workbook.report.BenchMain;
import workbook.report.BenchRecords;
import workbook.runner.ProcessTree;
import workbook.runner.WorkbookException;

/** An engine in a JVM of its own: {@link BenchMain}. */
final class EngineProcess implements AutoCloseable {

    private static final long MILLIS_TO_END = 20_000;
    private static final int MOST_LETTERS = 2_000;

    private final Bench.Entry entry;
    private final ProcessTree process;
    private final BufferedReader answers;
    private final String name;

    private EngineProcess(Bench.Entry entry, ProcessTree process) throws IOException {
        this.entry = entry;
        this.process = process;
        answers = new BufferedReader(new InputStreamReader(process.output(), StandardCharsets.UTF_8));
        String says = rest(BenchMain.READY, answer());
        name = entry.name().isEmpty() ? says : entry.name();
    }

    /** Starts it, and waits until it is up. */
    static EngineProcess start(Bench.Entry entry, Path folder) throws IOException {
        ProcessTree process = new ProcessTree(entry.command(), false, folder);
        try {
            return new EngineProcess(entry, process);
        } catch (IOException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    String name() {
        return name;
    }

    /** @return records per second */
    double round(BenchRecords kind, long records) throws IOException {
        process.input().write((kind.name() + " " + records + "\n").getBytes(StandardCharsets.UTF_8));
        process.input().flush();
        return Double.parseDouble(rest(BenchMain.RATE, answer()));
    }

    private String answer() throws IOException {
        StringBuilder others = new StringBuilder();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            String answer = line;
            if (List.of(BenchMain.READY, BenchMain.RATE, BenchMain.TO_DO, BenchMain.FAILED).stream()
                    .anyMatch(answer::startsWith)) {
                return answer;
            }
            entry.printed().accept(line);
            if (others.length() < MOST_LETTERS) {
                others.append(line).append('\n'); // what the parts print, or the JVM's last words
            }
        }
        throw failed("Its process has ended. It said: " + others.toString().strip());
    }

    private String rest(String beginning, String answer) {
        if (answer.startsWith(beginning)) {
            return answer.substring(beginning.length());
        }
        if (answer.startsWith(BenchMain.TO_DO)) {
            throw new Bench.PartsFailed("The parts can't be measured yet: task "
                    + answer.substring(BenchMain.TO_DO.length()) + " is still to do.");
        }
        throw failed(answer.replaceFirst("^" + BenchMain.FAILED, ""));
    }

    private RuntimeException failed(String why) {
        return entry.isFlink()
                ? new WorkbookException(WorkbookException.Blame.WORKBOOK, "Flink couldn't be measured: " + why)
                : new Bench.PartsFailed("✗ The parts failed (" + entry.name() + "): " + why);
    }

    /** It ends when its input does, and clears up first. */
    @Override
    public void close() {
        try {
            process.input().close();
            process.waitFor(MILLIS_TO_END);
        } catch (IOException e) {
            // it is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.close();
        }
    }
}
