package workbook.grader.grade;

import static workbook.grader.rehearsal.Attack.SKELETON;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import workbook.runner.Workbook;

/** Attacks that aren't a Java file that somebody would want to read: too long, or not Java. */
final class MadeUpAttacks {

    private static final String POOL = "backpressure/buffers/BufferPool.java";

    private MadeUpAttacks() {
    }

    static List<Hostile> all(Workbook workbook) {
        List<Hostile> all = new ArrayList<>();
        all.addAll(services(workbook));
        all.addAll(compileBombs(workbook));
        return all;
    }

    private static List<Hostile> services(Workbook workbook) {
        String listener = "META-INF/services/org.junit.platform.launcher.TestExecutionListener";
        String extension = "META-INF/services/org.junit.jupiter.api.extension.Extension";
        String processor = "META-INF/services/javax.annotation.processing.Processor";
        return List.of(
                Hostile.of("registers a JUnit extension", "services", Map.of(
                        extension, "backpressure.buffers.Evil", "junit-platform.properties",
                        "junit.jupiter.extensions.autodetection.enabled=true\n", "backpressure/buffers/Evil.java",
                        "package backpressure.buffers;\npublic class Evil implements"
                        + " org.junit.jupiter.api.extension.TestExecutionExceptionHandler { public void"
                        + " handleTestExecutionException(org.junit.jupiter.api.extension.ExtensionContext c, Throwable"
                        + " t) { } }\n"), SKELETON, workbook),
                Hostile.of("switches tests off in junit-platform.properties", "services", Map.of(
                        "junit-platform.properties", "junit.jupiter.conditions.deactivate=*\n"
                        + "junit.jupiter.execution.timeout.default=1 ns\n"), SKELETON, workbook),
                Hostile.of("registers a listener", "services", Map.of(listener, "backpressure.buffers.Evil",
                        "backpressure/buffers/Evil.java", "package backpressure.buffers;\npublic class Evil { static {"
                        + " System.exit(0); } }\n"), SKELETON, workbook),
                Hostile.of("brings an annotation processor", "services", Map.of(processor, "backpressure.buffers.Evil",
                        "backpressure/buffers/Evil.java", "package backpressure.buffers;\nimport"
                        + " javax.annotation.processing.*;\npublic class Evil extends AbstractProcessor { public boolean"
                        + " process(java.util.Set<? extends javax.lang.model.element.TypeElement> a, RoundEnvironment r)"
                        + " { return false; } }\n"), SKELETON, workbook),
                Hostile.of("is a module", "services", Map.of("module-info.java",
                        "package backpressure.buffers; open module evil { requires java.management; }\n"), SKELETON,
                        workbook));
    }

    private static List<Hostile> compileBombs(Workbook workbook) {
        String head = "package backpressure.buffers;\npublic final class BufferPool {\n";
        String inference = head + "    static <T> T id(T t) { return t; }\n    static <A, B> java.util.function.Function"
                + "<A, B> f(java.util.function.Function<A, B> x) { return x; }\n    Object o = "
                + "f(a -> ".repeat(40) + "a" + ")".repeat(40) + ";\n}\n";
        String lambdas = head + "    interface F { Object a(F f); }\n    static Object m(F f) { return f; }\n"
                + "    static Object m(java.util.concurrent.Callable<Object> c) { return c; }\n"
                + "    static Object m(java.util.function.Supplier<Object> c) { return c; }\n    Object o = "
                + "m(() -> ".repeat(40) + "null" + ")".repeat(40) + ";\n}\n";
        return List.of(
                bomb("infers types for ever", inference, workbook),
                bomb("overloads for ever", lambdas, workbook),
                bomb("nests parentheses", head + "    int n = " + "(".repeat(100_000) + "1" + ")".repeat(100_000)
                        + ";\n}\n", workbook),
                bomb("adds up for ever", head + "    int n = 1" + " + 1".repeat(60_000) + ";\n}\n", workbook),
                bomb("nests blocks", head + "    void m() " + "{".repeat(100_000) + "}".repeat(100_000) + "\n}\n",
                        workbook),
                bomb("nests generics", head + "    java.util.List<" + "java.util.List<".repeat(10_000) + "String"
                        + ">".repeat(10_000) + "> n;\n}\n", workbook),
                bomb("has a huge constant", head + "    static final String S = \"" + "x".repeat(200_000)
                        + "\";\n}\n", workbook),
                bomb("folds constants for ever", head + constants(60) + "}\n", workbook),
                bomb("has a huge array", head + "    int[] n = {" + "1, ".repeat(80_000) + "};\n}\n", workbook),
                bomb("has many errors", head + "    x y z;\n".repeat(20_000) + "}\n", workbook),
                bomb("has one long line of words", head + "    x y z\npublic " + "a ".repeat(100_000) + "\n}\n", workbook),
                bomb("opens comments for ever", "/*".repeat(100_000) + "\n" + head + "}\n", workbook),
                bomb("has no end of spaces", "package backpressure.buffers" + " ".repeat(200_000) + "x;\nclass X { }\n",
                        workbook),
                bomb("has a package name without end", "package " + "a.".repeat(100_000) + "b\nclass X { }\n", workbook));
    }

    /** Each constant is twice the one before. */
    private static String constants(int count) {
        StringBuilder text = new StringBuilder("    static final String S0 = \"0123456789\";\n");
        for (int i = 1; i <= count; i++) {
            text.append("    static final String S%d = S%d + S%d;\n".formatted(i, i - 1, i - 1));
        }
        return text.toString();
    }

    private static Hostile bomb(String name, String text, Workbook workbook) {
        return Hostile.of(name, "compile bomb", Map.of(POOL, text), SKELETON, workbook);
    }
}
