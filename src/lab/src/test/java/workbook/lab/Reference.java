package workbook.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The reference's parts, for a lab with a pipeline of one's own. */
final class Reference {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    private Reference() {
    }

    /**
     * Compiles them, and adds what the command gives a pipeline: neither Flink nor the broker.
     *
     * @param folder for the classes
     */
    static String classPath(Path folder) throws IOException {
        List<Path> classPath = new ArrayList<>(List.of(RealLab.JAR.resolveSibling("lab-mine.jar")));
        try (Stream<Path> library = Files.list(RealLab.JAR.resolveSibling("lib"))) {
            library.filter(jar -> jar.getFileName().toString().matches("(world|report|gson|kafka-clients|postgresql"
                    + "|slf4j-api|log4j-api|log4j-core|log4j-slf4j-impl)-.*")).forEach(classPath::add);
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> compiler = new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "-cp", path(classPath)));
        try (Stream<Path> files = Files.walk(ROOT.resolve("solutions"), 20)) {
            files.map(Path::toString).filter(file -> file.replace('\\', '/').matches(".*/0[1-6]-[^/]+/src/main/.*\\.java"))
                    .forEach(compiler::add);
        }
        compiler.add(ROOT.resolve("src/lab/src/main/resources/workbook/lab/mine/LabPipeline.java").toString());
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, compiler.toArray(String[]::new))).isZero();
        classPath.add(classes);
        return path(classPath);
    }

    private static String path(List<Path> entries) {
        return String.join(File.pathSeparator, entries.stream().map(Path::toString).toList());
    }
}
