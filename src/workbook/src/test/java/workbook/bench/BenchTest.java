package workbook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.report.BenchRecords;
import workbook.runner.Libraries;
import workbook.runner.Part;
import workbook.runner.PipelineRunner;
import workbook.runner.Workbook;

/** Real engines made of real parts, in JVMs of their own. The reference stands in for Flink: it isn't there. */
class BenchTest {

    private static final Path HERE = Path.of("../..").toAbsolutePath().normalize();
    private static final long RECORDS = 100_000;

    @TempDir
    private Path root;

    private Workbook workbook;

    @BeforeEach
    void copyTheWorkbook() throws IOException {
        copy("chapters");
        copy("solutions");
        workbook = Workbook.at(root);
    }

    @Test
    @DisplayName("the reference's and the tuned parts carry every record, over both kinds of exchange")
    void carries() throws IOException {
        List<String> doing = new ArrayList<>();
        try (TunedParts tuned = new TunedParts(workbook)) {
            assertThat(tuned.parts()).as("parts that aren't the reference's").anyMatch(part -> part.sources()
                    .startsWith(workbook.notes()));
            for (String network : List.of("remote", "local")) {
                List<Measured> measured = new Bench(List.of(
                        entry("reference", workbook.chapters().stream().map(workbook::borrow).toList(), network),
                        entry("tuned", tuned.parts(), network)), RECORDS, 1, 2, root, doing::add).run();

                assertThat(measured).extracting(Measured::engine)
                        .containsExactly("reference", "tuned", "reference", "tuned");
                assertThat(measured).extracting(Measured::kind).containsExactly(BenchRecords.LONGS,
                        BenchRecords.LONGS, BenchRecords.BYTES, BenchRecords.BYTES);
                assertThat(measured).allMatch(each -> each.rates().rounds().size() == 2 && each.rates().least() > 0);
                assertThat(measured.get(0).ratio().rounds()).containsExactly(1.0, 1.0);
            }
        }
        assertThat(doing).contains("Longs: warming up, round 1 of 1 …", "100 bytes: round 2 of 2 …");
        try (Stream<Path> notes = Files.list(workbook.notes())) {
            assertThat(notes).as("what the tuned parts leave behind").noneMatch(file -> file.getFileName().toString()
                    .startsWith("tuned"));
        }
    }

    @Test
    @DisplayName("skeletons are still to do, which is said")
    void skeletons() throws IOException {
        Bench bench = new Bench(List.of(entry("mine", workbook.chapters().stream().map(workbook::own).toList(),
                "remote")), RECORDS, 0, 1, root, doing -> { });
        assertThatThrownBy(bench::run).isInstanceOf(Bench.PartsFailed.class)
                .hasMessageMatching("The parts can't be measured yet: task \\d\\.\\d+ is still to do\\.");
    }

    @Test
    @DisplayName("parts that lose records fail, and it is said how many came")
    void loses() throws IOException {
        Path channel = root.resolve("solutions/04-propagation/src/main/java/backpressure/propagation/InputGate.java");
        String source = Files.readString(channel);
        String taken = "byte[] record = current.next().orElseThrow();";
        String lossy = source.replace(taken, taken
                + " if (current.records() > 1) { record = current.next().orElseThrow(); }");
        assertThat(lossy).isNotEqualTo(source);
        Files.writeString(channel, lossy);
        Bench bench = new Bench(List.of(entry("mine", workbook.chapters().stream().map(workbook::borrow).toList(),
                "remote")), RECORDS, 0, 1, root, doing -> { });
        assertThatThrownBy(bench::run).isInstanceOf(Bench.PartsFailed.class)
                .hasMessageContaining("records came to the sink, and 100,000 were sent");
    }

    private Bench.Entry entry(String name, List<Part> parts, String network) {
        List<String> command = new PipelineRunner(workbook, Libraries.ofThisJvm()).compileToBench(parts,
                List.of("-Xmx256m"), List.of(network));
        return new Bench.Entry(name, false, command, line -> { });
    }

    private void copy(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(HERE.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).filter(file -> !file.toString().contains("target"))
                    .toList()) {
                Path target = root.resolve(HERE.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
