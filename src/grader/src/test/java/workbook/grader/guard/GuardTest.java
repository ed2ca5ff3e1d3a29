package workbook.grader.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.runner.Chapter;
import workbook.runner.Sources;
import workbook.runner.Workbook;

class GuardTest {

    private static final Path WORKBOOK = Path.of("").toAbsolutePath().getParent().getParent();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            System.exit(1);                                                  | java.lang.System.exit
            Runnable end = () -> Runtime.getRuntime().exit(1);               | java.lang.Runtime.exit
            java.util.function.IntConsumer end = System::exit;               | java.lang.System.exit
            Runtime.getRuntime().halt(1);                                    | java.lang.Runtime.halt
            Runtime.getRuntime().addShutdownHook(new Thread());              | java.lang.Runtime.addShutdownHook
            Runtime.getRuntime().exec("ls");                                 | java.lang.Runtime.exec
            new ProcessBuilder("ls").start();                                | new java.lang.ProcessBuilder(…)
            ProcessHandle.current();                                         | java.lang.ProcessHandle
            new java.io.File("x");                                           | new java.io.File(…)
            new java.io.FileInputStream("x");                                | new java.io.FileInputStream(…)
            new java.io.PrintStream("x");                                    | new java.io.PrintStream(…)
            new java.io.PrintWriter("x");                                    | new java.io.PrintWriter(…)
            new java.util.Formatter("x");                                    | new java.util.Formatter(…)
            new java.util.Scanner("x");                                      | new java.util.Scanner(…)
            java.nio.file.Path.of("x");                                      | java.nio.file.Path
            java.nio.file.Files.exists(null);                                | java.nio.file.Files
            new java.net.Socket();                                           | new java.net.Socket(…)
            new java.net.URL("http://x").openStream();                       | new java.net.URL(…)
            java.nio.channels.SocketChannel.open();                          | java.nio.channels.SocketChannel
            Class.forName("x");                                              | java.lang.Class.forName
            "".getClass().getDeclaredMethods();                              | java.lang.Class.getDeclaredMethods
            "".getClass().getClassLoader();                                  | java.lang.Class.getClassLoader
            "".getClass().getResourceAsStream("x");                          | java.lang.Class.getResourceAsStream
            java.lang.invoke.MethodHandles.lookup();                         | java.lang.invoke.MethodHandles.lookup
            new java.net.URLClassLoader(new java.net.URL[0]);                | new java.net.URLClassLoader(…)
            java.util.ServiceLoader.load(Runnable.class);                    | java.util.ServiceLoader
            System.getenv();                                                 | java.lang.System.getenv
            System.getProperty("x");                                         | java.lang.System.getProperty
            System.setProperty("workbook.orders", "1");                      | java.lang.System.setProperty
            Integer.getInteger("x");                                         | java.lang.Integer.getInteger
            System.setOut(null);                                             | java.lang.System.setOut
            System.setSecurityManager(null);                                 | java.lang.System.setSecurityManager
            System.loadLibrary("x");                                         | java.lang.System.loadLibrary
            Thread.setDefaultUncaughtExceptionHandler(null);                 | java.lang.Thread.setDefaultUncaughtExceptionHandler
            Thread.getAllStackTraces();                                      | java.lang.Thread.getAllStackTraces
            Thread.currentThread().getStackTrace();                          | java.lang.Thread.getStackTrace
            new Exception().getStackTrace();                                 | java.lang.Exception.getStackTrace
            StackWalker.getInstance();                                       | java.lang.StackWalker
            java.util.Locale.setDefault(null);                               | java.util.Locale.setDefault
            java.util.TimeZone.setDefault(null);                             | java.util.TimeZone.setDefault
            new java.util.Timer();                                           | new java.util.Timer(…)
            java.lang.management.ManagementFactory.getRuntimeMXBean();       | java.lang.management.ManagementFactory
            java.util.logging.LogManager.getLogManager();                    | java.util.logging.LogManager
            workbook.world.Todo.forget();                                    | workbook.world.Todo.forget
            new workbook.world.RealRuntime();                                | new workbook.world.RealRuntime(…)
            Object o = workbook.world.simulation.Simulation.class;           | workbook.world.simulation.Simulation
            """)
    void whatReachesOutIsFound(String statement, String what) throws IOException {
        assertThat(check("class Answer {\n    void run() throws Exception {\n        " + statement + "\n    }\n}\n"))
                .as("what is found in: " + statement)
                .anySatisfy(violation -> {
                    assertThat(violation.what()).isIn(what, what.replaceAll("new (.*)\\(…\\)", "$1"));
                    assertThat(violation.line()).isEqualTo(3);
                    assertThat(violation.type()).isEqualTo("Answer");
                });
    }

    /** A rule by the name that stands there would be passed by a subclass. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            class Answer extends Thread { { setDefaultUncaughtExceptionHandler(null); } } | java.lang.Thread.setDefault
            class Answer extends Thread { { getAllStackTraces(); } }                      | Answer.getAllStackTraces
            class Answer extends ClassLoader { }                                          | java.lang.ClassLoader
            class Answer extends Exception { { getStackTrace(); } }                       | Answer.getStackTrace
            class Answer { native void run(); }                                           | a native method
            class Answer { protected void finalize() { } }                                | a finalizer
            class Answer { class Inner extends java.util.Timer { } }                       | java.util.Timer
            class Answer implements java.lang.reflect.InvocationHandler { public Object invoke(Object o, java.lang.reflect.Method m, Object[] a) { return null; } } | java.lang.reflect.InvocationHandler
            """)
    void whatIsInheritedIsFoundToo(String source, String what) throws IOException {
        assertThat(check(source)).extracting(Violation::what)
                .anyMatch(found -> found.startsWith(what) || found.startsWith(what.replace("java.lang.Thread", "Answer")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "synchronized (this) { wait(); notifyAll(); }",
        "new Thread(() -> { }, \"mine\").start(); Thread.sleep(1); Thread.currentThread().interrupt();",
        "new java.util.concurrent.Semaphore(1).acquire(); new java.util.concurrent.locks.ReentrantLock().lock();",
        "java.util.concurrent.locks.LockSupport.park();",
        "System.out.println(String.format(\"%s\", java.util.List.of(1, 2))); System.err.printf(\"%d%n\", 1);",
        "new Exception(\"x\").printStackTrace(); assert 1 > 0 : \"no\"; throw new IllegalStateException();",
        "record Pair(int a, String b) { } System.out.println(new Pair(1, \"x\").equals(new Pair(2, \"y\")));",
        "enum Colour { RED, GREEN } switch (Colour.valueOf(\"RED\")) { case RED -> { } default -> { } }",
        "int[][] a = new int[2][3]; long[] b = {1}; b.clone(); java.util.Arrays.fill(b, 2); Object[] o = new String[1];",
        "java.util.stream.IntStream.range(0, 9).mapToObj(i -> \"n\" + i).collect(java.util.stream.Collectors.toList());",
        "java.nio.ByteBuffer.allocate(4).putInt(1).flip(); new java.io.ByteArrayOutputStream().write(1);",
        "java.util.Iterator<String> i = new java.util.ArrayDeque<String>().iterator(); for (var e : java.util.Map.of(1, 2).entrySet()) { e.getKey(); }",
        "java.util.concurrent.atomic.AtomicInteger n = new java.util.concurrent.atomic.AtomicInteger(); n.incrementAndGet();",
        "throw new workbook.world.Todo(\"1.1\");"})
    void whatTheExercisesNeedIsNot(String statement) throws IOException {
        assertThat(check("class Answer {\n    void run() throws Exception {\n        " + statement + "\n    }\n}\n"))
                .isEmpty();
    }

    @Test
    void theReferencesAndTheAlternativesAreAllowed() throws IOException {
        Workbook workbook = Workbook.at(WORKBOOK);
        List<Path> parts = new ArrayList<>();
        for (Chapter chapter : workbook.chapters()) {
            Path sources = workbook.borrow(chapter).sources();
            Path alternatives = sources.resolve("../../../alternatives").normalize();
            try (Stream<Path> all = Files.list(alternatives)) {
                for (Path alternative : all.toList()) {
                    Path copy = Files.createTempDirectory(folder, "alternative");
                    copy(sources, copy);
                    copy(alternative, copy);
                    List<Path> with = new ArrayList<>(parts);
                    with.add(compile(Sources.in(copy), parts));
                    assertThat(new Guard().check(with, List.of())).as(alternative.toString()).isEmpty();
                }
            }
            parts.add(compile(Sources.in(sources), parts));
            assertThat(new Guard().check(parts, List.of())).as(sources.toString()).isEmpty();
        }
    }

    /** The JVM that runs it finds the other one first, and what is then called is what nobody has looked at. */
    @Test
    void namesOfOthersAreNotTheSubmissions() throws IOException {
        Path tests = Files.createDirectories(folder.resolve("tests"));
        Files.createFile(tests.resolve("OneTest.class"));
        Path file = Files.writeString(folder.resolve("Answer.java"),
                "package workbook.world.simulation;\nclass Watchdog { static void runaways() { } }\n"
                + "class Answer { void run() { Watchdog.runaways(); } }\n");
        Path other = Files.writeString(folder.resolve("Other.java"), "class OneTest { }\nclass Other { }\n");

        assertThat(new Guard().check(List.of(compile(List.of(file), List.of()), compile(List.of(other), List.of())),
                List.of(tests))).extracting(Violation::type).containsExactly("OneTest",
                "workbook.world.simulation.Watchdog");
    }

    @Test
    void aViolationIsToldInWords() {
        assertThat(new Violation("made.up.One$Inner", 7, "java.lang.System.exit")).hasToString(
                "made.up.One, line 7 uses java.lang.System.exit, which no exercise needs and no submission may use.");
    }

    private List<Violation> check(String source) throws IOException {
        Path file = Files.writeString(folder.resolve("Answer.java"), source);
        return new Guard().check(List.of(compile(List.of(file), List.of())), List.of());
    }

    private Path compile(List<Path> files, List<Path> classPath) throws IOException {
        Path output = Files.createTempDirectory(folder, "classes");
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none", "-nowarn", "-Xlint:none", "-cp",
                System.getProperty("java.class.path") + java.io.File.pathSeparator + String.join(
                        java.io.File.pathSeparator, classPath.stream().map(Path::toString).toList()),
                "-d", output.toString()));
        files.forEach(file -> arguments.add(file.toString()));
        assertThat(javac.run(null, null, null, arguments.toArray(String[]::new))).as("javac").isZero();
        return output;
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : Sources.in(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
