package workbook.grader.handout;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import workbook.runner.Chapter;
import workbook.runner.Libraries;
import workbook.runner.Sources;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.runner.WorkbookException.Blame;

/**
 * The reference as classes, for students who skip a chapter: of each chapter a jar, and a Maven module that hands
 * that jar on to whatever chapter depends on it. The same sources and the same JDK give the same bytes.
 */
final class ReferenceJars {

    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);
    /** Of scope system: nothing to install or to download, and no copy elsewhere that could be out of date. */
    private static final String MODULE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <project xmlns="http://maven.apache.org/POM/4.0.0"
                     xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                     xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 https://maven.apache.org/xsd/maven-4.0.0.xsd">
              <modelVersion>4.0.0</modelVersion>

              <parent>
                <groupId>workbook</groupId>
                <artifactId>solutions</artifactId>
                <version>1.0</version>
              </parent>

              <artifactId>CHAPTER-solution</artifactId>
              <description>Hands on the jar beside it. Nothing is built here.</description>

              <properties>
                <reference.jar>${project.basedir}/CHAPTER-solution.jar</reference.jar>
              </properties>

              <dependencies>
                <dependency>
                  <groupId>workbook</groupId>
                  <artifactId>CHAPTER-reference</artifactId>
                  <version>1.0</version>
                  <scope>system</scope>
                  <systemPath>${reference.jar}</systemPath>
                </dependency>
              </dependencies>
            </project>
            """;

    private final Workbook workbook;
    private final Libraries libraries;

    ReferenceJars(Workbook workbook, Libraries libraries) {
        this.workbook = workbook;
        this.libraries = libraries;
    }

    /**
     * Adds them to a handout, compiled against each other and what a student's own chapters are compiled against.
     *
     * @throws WorkbookException if the workbook has no sources of the reference for a chapter, or they don't compile
     */
    void addTo(Workbook handout) throws IOException {
        List<Path> classPath = new ArrayList<>(libraries.forParts());
        for (Chapter chapter : workbook.chapters()) {
            List<Path> sources = workbook.solution(chapter).map(Sources::in).orElse(List.of());
            if (sources.isEmpty()) {
                throw new WorkbookException(Blame.USAGE, "There are no sources of a reference for chapter "
                        + chapter.code() + " in this workbook. Hand it out without.");
            }
            Path classes = Files.createDirectories(handout.notes().resolve("reference").resolve(chapter.code()));
            compile(chapter, sources, classPath, classes);
            Path jar = handout.referenceJar(chapter);
            Files.createDirectories(jar.getParent());
            pack(classes, jar);
            Files.writeString(jar.resolveSibling("pom.xml"), MODULE.replace("CHAPTER", chapter.folder()));
            classPath.add(jar);
        }
        Path modules = Path.of("solutions", "pom.xml");
        Files.copy(workbook.root().resolve(modules), handout.root().resolve(modules));
    }

    /** Without names of local variables; with numbers of lines: a failure is told as the instructor sees it. */
    private void compile(Chapter chapter, List<Path> sources, List<Path> classPath, Path classes)
            throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                javac.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8)) {
            List<String> options = List.of("--release", "17", "-proc:none", "-encoding", "UTF-8", "-g:lines", "-nowarn",
                    "-implicit:none", "-cp", Libraries.path(classPath), "-d", classes.toString());
            if (!javac.getTask(null, files, diagnostics, options, null,
                    files.getJavaFileObjectsFromPaths(sources)).call()) {
                Diagnostic<?> error = diagnostics.getDiagnostics().stream()
                        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR).findFirst().orElseThrow();
                throw new WorkbookException(Blame.USAGE, "The reference for chapter " + chapter.code()
                        + " doesn't compile on what is handed out: " + error);
            }
        }
    }

    /** Not compressed: every version of zlib does that a little differently. */
    private static void pack(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(classes)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream entries = new ZipOutputStream(out)) {
            for (Path file : files) {
                byte[] content = Files.readAllBytes(file);
                CRC32 crc = new CRC32();
                crc.update(content);
                ZipEntry entry = new ZipEntry(classes.relativize(file).toString().replace('\\', '/'));
                entry.setTimeLocal(TIME);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.length);
                entry.setCrc(crc.getValue());
                entries.putNextEntry(entry);
                entries.write(content);
                entries.closeEntry();
            }
        }
    }
}
