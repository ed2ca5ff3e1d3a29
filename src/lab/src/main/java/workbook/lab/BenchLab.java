package workbook.lab;

import java.nio.file.Path;
import java.util.List;
import workbook.lab.flink.FlinkCluster;
import workbook.lab.machine.WorkFolder;
import workbook.report.BenchMain;

/** A real Flink, and nothing else, for {@code ./workbook bench}. */
final class BenchLab {

    private BenchLab() {
    }

    /**
     * Doesn't return: it ends with its input.
     *
     * @param folder for everything on the disk
     * @param network remote or local
     */
    static void serve(Path folder, String network) throws Exception {
        try (WorkFolder work = WorkFolder.take(folder)) {
            LabOptions options = LabOptions.parse(List.of("--network", network));
            try (FlinkCluster flink = FlinkCluster.start(options, work.run())) {
                BenchMain.serve("Flink " + FlinkCluster.version(),
                        (kind, records) -> flink.bench(kind, records, options.settings().network()));
            }
        } catch (LabTrouble e) {
            BenchMain.refuse(e.getMessage());
        }
        Runtime.getRuntime().halt(0); // whatever threads Flink has left
    }
}
