package workbook.runner.child;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import warmup.WarmUp;
import workbook.runner.child.ResultLog.Exit;
import workbook.runner.child.ResultLog.Found;
import workbook.testkit.TaskNumber;

/**
 * Runs a chapter's tests, in a JVM of their own that may come to harm. What to run, it is told on standard
 * input, as a {@link Job}; when that ends before, so does this JVM.
 *
 * <p>With the argument {@code warm}, it runs a test of its own while it waits: what comes then comes sooner.
 */
public final class TestMain {

    private final Job job;
    private final ResultLog log;
    private final Printed printed;
    private final Failure failure;
    /** Then what isn't graded may run, too; but not on one order alone, which it wasn't made for. */
    private final boolean wholeChapter;
    private volatile boolean complete;

    private TestMain(Job job, Printed printed) throws IOException {
        this.job = job;
        this.printed = printed;
        log = new ResultLog(job.results());
        failure = new Failure(job.parts());
        wholeChapter = job.task().isEmpty() && job.test().isEmpty() && job.replay().isEmpty();
    }

    public static void main(String[] arguments) throws IOException {
        InputStream parent = System.in;
        Printed printed = Printed.capture();
        if (List.of(arguments).contains("warm")) {
            WarmUp.run();
            printed.take();
        }
        Job job;
        try {
            job = Job.readFrom(parent);
        } catch (EOFException nothingToDo) {
            return;
        }
        exitWithParent(parent);
        set("workbook.replay", job.replay());
        set("workbook.orders", job.orders());
        Thread.currentThread().setContextClassLoader(classes(job));
        new TestMain(job, printed).run();
    }

    private static void set(String property, String value) {
        if (!value.isEmpty()) {
            System.setProperty(property, value);
        }
    }

    /** Not on this JVM's own class path: it may have been started before anybody knew what it was to run. */
    private static ClassLoader classes(Job job) throws MalformedURLException {
        List<URL> folders = new ArrayList<>(List.of(job.tests().toUri().toURL()));
        for (Path part : job.parts()) {
            folders.add(part.toUri().toURL());
        }
        return new URLClassLoader("chapters", folders.toArray(URL[]::new), TestMain.class.getClassLoader());
    }

    private void run() {
        java.lang.Runtime.getRuntime().addShutdownHook(new Thread(this::onExit));
        Launcher launcher = LauncherFactory.create();
        Set<TestIdentifier> found = found(launcher);
        found.forEach(test -> log.add(new Found(test.getUniqueId(), method(test), test.getDisplayName(), tags(test))));
        Listener listener = new Listener(log, failure, printed);
        launcher.execute(request(this::isAskedFor), listener);
        if (listener.allPassed() && wholeChapter) {
            launcher.execute(request(each -> taskOf(each).isEmpty()), listener);
        }
        log.add(new ResultLog.Complete());
        complete = true;
        killChildren();
        java.lang.Runtime.getRuntime().halt(0); // whatever threads and hooks there are
    }

    private Set<TestIdentifier> found(Launcher launcher) {
        var plan = launcher.discover(request(each -> isAskedFor(each) || wholeChapter));
        return plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .filter(Listener::isWholeTest)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private LauncherDiscoveryRequest request(java.util.function.Predicate<TestDescriptor> wanted) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClasspathRoots(Set.of(job.tests())))
                .filters((PostDiscoveryFilter) each -> FilterResult.includedIf(wanted.test(each)))
                .configurationParameters(Map.of("junit.jupiter.testclass.order.default", ClassesByTask.class.getName()))
                .build();
    }

    private boolean isAskedFor(TestDescriptor each) {
        Optional<TaskNumber> itsTask = taskOf(each);
        return itsTask.isPresent() && (job.task().isEmpty() || job.task().equals(itsTask.get().toString()))
                && (job.test().isEmpty() || each.getSource().filter(source -> source instanceof MethodSource method
                        && job.test().equals(method(method))).isPresent());
    }

    private static Optional<TaskNumber> taskOf(TestDescriptor test) {
        return TaskNumber.among(test.getTags().stream().map(TestTag::getName).collect(Collectors.toSet()));
    }

    private static Set<String> tags(TestIdentifier test) {
        return test.getTags().stream().map(TestTag::getName).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String method(TestIdentifier test) {
        return method((MethodSource) test.getSource().orElseThrow());
    }

    private static String method(MethodSource source) {
        return source.getClassName().replaceAll(".*\\.", "") + "." + source.getMethodName();
    }

    /** Somebody called System.exit, or the parent wants an end. */
    private void onExit() {
        if (complete) {
            return;
        }
        Optional<String> place = Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack).anyMatch(frame ->
                        frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit")))
                .findFirst()
                .flatMap(failure::studentsLine);
        log.add(new Exit(place.orElse(""), printed.take()));
        killChildren();
    }

    private static void killChildren() {
        List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** The parent holds the other end of this pipe; when it is gone, nobody reads the results. */
    private static void exitWithParent(InputStream pipe) {
        Thread thread = new Thread(() -> {
            try {
                while (pipe.read() >= 0) {
                    // nothing is ever sent
                }
            } catch (IOException e) {
                // the same
            }
            java.lang.Runtime.getRuntime().halt(1);
        }, "parent");
        thread.setDaemon(true);
        thread.start();
    }
}
