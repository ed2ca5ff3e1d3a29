package workbook.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** This JVM's own compiler: the fastest there is once it's warm. Without annotation processors. */
public final class JavacInThisJvm implements Javac {

    @Override
    public List<Problem> compile(List<Path> files, List<Path> classPath, Path output) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "This Java ("
                    + System.getProperty("java.home")
                    + ") has no compiler. Install a JDK 17 or newer, not a JRE, and point JAVA_HOME at it.");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        boolean compiled;
        try (StandardJavaFileManager fileManager =
                javac.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8)) {
            List<String> options = List.of("--release", "17", "-proc:none", "-encoding", "UTF-8", "-g", "-nowarn",
                    "-Xlint:none", "-Xmaxerrs", "100", "-implicit:none", "-cp", Libraries.path(classPath), "-d",
                            output.toString());
            compiled = javac.getTask(null, fileManager, diagnostics, options, null,
                    fileManager.getJavaFileObjectsFromPaths(files)).call();
        }
        List<Problem> problems = diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(JavacInThisJvm::problem)
                .toList();
        if (!compiled && problems.isEmpty()) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "The compiler gave up without a word.");
        }
        return problems;
    }

    private static Problem problem(Diagnostic<? extends JavaFileObject> diagnostic) {
        String file = diagnostic.getSource() == null ? "" : Path.of(diagnostic.getSource().toUri()).toString();
        return new Problem(diagnostic.getCode(), diagnostic.getMessage(Locale.ENGLISH), file,
                (int) Math.max(0, diagnostic.getLineNumber()), (int) Math.max(0, diagnostic.getColumnNumber()));
    }
}
