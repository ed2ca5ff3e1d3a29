package workbook.runner.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.runner.Chapter;
import workbook.runner.JavacInThisJvm;
import workbook.runner.Libraries;
import workbook.runner.Sources;
import workbook.runner.Workbook;

class ForbiddenReferencesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {
        "Class.forName(\"x\");",
        "\"\".getClass().getDeclaredFields();",
        "java.lang.invoke.MethodHandles.lookup();",
        "new Object() { java.lang.reflect.Field field; void f() throws Exception { field.setAccessible(true); } };",
        "class Loader extends ClassLoader { }",
        "class Mine extends Thread { } Mine.setDefaultUncaughtExceptionHandler((thread, thrown) -> { });",
        "class Mine extends Thread { } Mine.enumerate(new Thread[9]);",
        "Thread.currentThread().stop();",
        "new java.io.PrintStream(\"x\");",
        "class Mine extends java.io.PrintWriter { Mine() throws Exception { super(\"x\"); } }",
        "java.util.function.IntConsumer end = System::exit;",
        "System.setProperty(\"workbook.orders\", \"1\");",
        "new java.io.FileOutputStream(java.io.FileDescriptor.out);",
        "java.nio.file.Files.delete(null);",
        "workbook.world.Todo.forget();",
        "new workbook.world.simulation.Simulation(null);",
        "java.util.ServiceLoader.load(Runnable.class);",
        "Object[] none = new java.net.URL[0];"})
    void whatReachesOutIsFound(String statement) throws IOException {
        assertThat(inMethod(statement).first()).as(statement).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Runnable say = () -> System.out.println(\"a\" + 1); say.run();",
        "class Pool { void forget() { } void load() { } Object getField() { return 1; } }"
                + " class Mine extends Pool { } new Mine().getField(); new Mine().forget(); new Mine().load();",
        "throw new workbook.world.Todo(\"1.1\");",
        "new java.io.PrintStream(new java.io.ByteArrayOutputStream()).println(\"x\");",
        "new java.util.concurrent.locks.ReentrantLock().newCondition();"})
    void whatAnExerciseNeedsIsNot(String statement) throws IOException {
        assertThat(inMethod(statement).first()).as(statement).isEmpty();
    }

    @Test
    void theReferenceRefersToNothingForbidden() throws IOException {
        Workbook workbook = Workbook.at(ROOT);
        List<Path> classPath = new ArrayList<>(Libraries.ofThisJvm().forParts());
        List<Path> parts = new ArrayList<>();
        for (Chapter chapter : workbook.chapters()) {
            Path output = Files.createDirectory(folder.resolve(chapter.code()));
            Path sources = workbook.solution(chapter).orElseThrow();
            assertThat(new JavacInThisJvm().compile(Sources.in(sources), classPath, output))
                    .as("problems with " + sources).isEmpty();
            classPath.add(output);
            parts.add(output);
        }
        assertThat(new ForbiddenReferences(parts).first()).isEmpty();
    }

    private ForbiddenReferences inMethod(String statement) throws IOException {
        Path source = folder.resolve("Answer.java");
        Files.writeString(source, "class Answer { void answer() throws Exception { " + statement + " } }");
        Path output = Files.createDirectory(folder.resolve("classes"));
        assertThat(new JavacInThisJvm().compile(List.of(source), Libraries.ofThisJvm().forParts(), output)).isEmpty();
        return new ForbiddenReferences(List.of(output));
    }
}
