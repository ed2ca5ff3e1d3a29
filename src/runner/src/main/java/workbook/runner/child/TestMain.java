package workbook.runner.child;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import warmup.WarmUp;
import workbook.runner.child.ResultLog.Exit;
import workbook.runner.child.ResultLog.Found;
import workbook.runner.child.ResultLog.NotRun;
import workbook.testkit.TaskNumber;
import workbook.world.simulation.Watchdog;

/**
 * Runs the tests of a chapter, or of several, in a JVM of their own that may come to harm. What to run, it is told on standard
 * input, as a {@link Job}; when that ends before, so does this JVM.
 *
 * <p>Before its job there may be others, to rehearse on: the same tests, on what the student wrote before. With the
 * argument {@code warm}, it runs tests of its own while it waits. What comes then comes sooner.
 */
public final class TestMain {

    private final Job job;
    private final ResultLog log;
    private final Printed printed;
    private final List<UniqueIdSelector> ungraded = new ArrayList<>();
    private volatile Failure failure = new Failure(List.of());
    /** What isn't graded may run, too; but not on a few orders, which it wasn't made for, nor for a grader. */
    private final boolean showsToo;
    private volatile boolean complete;

    private TestMain(Job job, Printed printed) throws IOException {
        this.job = job;
        this.printed = printed;
        log = job.isRehearsal() ? new ResultLog(OutputStream.nullOutputStream(), "")
                : new ResultLog(job.results(), job.key());
        showsToo = job.task().isEmpty() && job.only().isEmpty() && job.replay().isEmpty()
                && job.orders().isEmpty() && job.key().isEmpty();
    }

    public static void main(String[] arguments) throws IOException {
        InputStream parent = System.in;
        OneCore.keepThisThread();
        Printed printed = Printed.capture();
        if (List.of(arguments).contains("warm")) {
            WarmUp.run(() -> isWaiting(parent));
            printed.take();
        }
        Job job = next(parent);
        while (job.isRehearsal()) {
            rehearse(job, printed);
            job = next(parent);
        }
        exitWithParent(parent);
        new TestMain(job, printed).run();
    }

    /** Whether there is a job already. */
    private static boolean isWaiting(InputStream parent) {
        try {
            return parent.available() > 0;
        } catch (IOException e) {
            return false; // what's wrong, reading it will tell
        }
    }

    private static Job next(InputStream parent) throws IOException {
        try {
            return Job.readFrom(parent);
        } catch (EOFException nobodyWantsAnything) {
            System.exit(0);
            throw nobodyWantsAnything;
        }
    }

    private static void rehearse(Job job, Printed printed) throws IOException {
        TestMain rehearsal = new TestMain(job, printed);
        for (Job.Tests tests : job.tests()) {
            rehearsal.prepare(tests);
            rehearsal.execute(Launchers.create(), rehearsal.graded(tests),
                    new Listener(rehearsal.log, rehearsal.failure, printed));
        }
        printed.take();
        System.gc(); // now rather than then
    }

    private void prepare(Job.Tests tests) throws MalformedURLException {
        set("workbook.replay", job.replay());
        set("workbook.orders", job.orders());
        ungraded.clear();
        failure = new Failure(tests.parts());
        Thread.currentThread().setContextClassLoader(classes(tests));
    }

    private static void set(String property, String value) {
        if (value.isEmpty()) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    /**
     * Not on this JVM's own class path: it may have been started before anybody knew what it was to run. And each
     * chapter's tests have their own, so that what they left in static fields isn't there any more for the next one's.
     */
    private static ClassLoader classes(Job.Tests tests) throws MalformedURLException {
        List<URL> folders = new ArrayList<>(List.of(tests.folder().toUri().toURL()));
        for (Path part : tests.parts()) {
            folders.add(part.toUri().toURL());
        }
        return new URLClassLoader("chapters", folders.toArray(URL[]::new), TestMain.class.getClassLoader());
    }

    private void run() throws IOException {
        java.lang.Runtime.getRuntime().addShutdownHook(new Thread(this::onExit));
        for (Job.Tests tests : job.tests()) {
            run(tests);
            if (Watchdog.runaways() > 0) {
                break; // they would slow down the rest, which is better off in another JVM
            }
        }
        complete = true;
        killChildren();
        leave();
    }

    private void run(Job.Tests tests) throws IOException {
        prepare(tests);
        Optional<String> forbidden = job.looksForForbidden()
                ? new ForbiddenReferences(tests.parts()).first() : Optional.empty();
        if (forbidden.isPresent()) {
            log.add(new NotRun(forbidden.get() + ", which no submission may use. Nothing of it was run."));
        } else {
            runTests(tests);
        }
        log.add(new ResultLog.Complete((int) Watchdog.runaways()));
    }

    private void runTests(Job.Tests tests) {
        Launcher launcher = Launchers.create();
        Listener listener = new Listener(log, failure, printed);
        execute(launcher, graded(tests), listener);
        if (listener.allPassed() && showsToo && !ungraded.isEmpty()) {
            execute(launcher, request().selectors(ungraded).build(), listener);
        }
    }

    private void execute(Launcher launcher, LauncherDiscoveryRequest request, Listener listener) {
        TestPlan plan = launcher.discover(request);
        plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .filter(Listener::isWholeTest)
                .forEach(test -> log.add(new Found(test.getUniqueId(), method(test), test.getDisplayName(),
                        tags(test))));
        launcher.execute(plan, listener);
    }

    /**
     * Ends this JVM, whatever threads and hooks there are. By itself it would first wait for those in native code,
     * a third of a second long; so it tells the parent, which is faster, by closing what it has from it.
     */
    private static void leave() {
        try {
            new FileOutputStream(FileDescriptor.err).close();
            new FileOutputStream(FileDescriptor.out).close();
        } catch (IOException e) {
            // then it takes that long
        }
        java.lang.Runtime.getRuntime().halt(0);
    }

    /** What was asked for. Of what isn't graded, it takes note on the way. */
    private LauncherDiscoveryRequest graded(Job.Tests tests) {
        return request().selectors(selectClasspathRoots(Set.of(tests.folder())))
                .filters((PostDiscoveryFilter) each -> {
                    if (each.isTest() && taskOf(each).isEmpty()) {
                        ungraded.add(selectUniqueId(each.getUniqueId()));
                    }
                    return FilterResult.includedIf(isAskedFor(each));
                })
                .build();
    }

    private static LauncherDiscoveryRequestBuilder request() {
        return LauncherDiscoveryRequestBuilder.request().configurationParameters(
                Map.of("junit.jupiter.testclass.order.default", ClassesByTask.class.getName()));
    }

    private boolean isAskedFor(TestDescriptor each) {
        Optional<TaskNumber> itsTask = taskOf(each);
        return itsTask.isPresent() && (job.task().isEmpty() || job.task().equals(itsTask.get().toString()))
                && (job.only().isEmpty() || each.getSource().filter(source -> source instanceof MethodSource method
                        && job.only().contains(method(method))).isPresent());
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
