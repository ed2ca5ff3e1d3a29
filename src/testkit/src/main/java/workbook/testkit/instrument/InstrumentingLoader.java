package workbook.testkit.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Loads a test and what it tests once more, this time so that the simulation sees what the tested
 * classes do with memory and locks. Classes of the workbook, the libraries and the JDK stay the same.
 *
 * <p>It takes no agent and no flag of the JVM: the same in Maven, in an IDE and in a debugger.
 */
public final class InstrumentingLoader extends ClassLoader {

    private static final Map<ClassLoader, InstrumentingLoader> LOADERS = new ConcurrentHashMap<>();

    private final Predicate<String> loadsAnew;
    private final Predicate<String> instruments;

    static {
        registerAsParallelCapable();
    }

    /**
     * @param loadsAnew of a class's name: whether this loader has a class of its own by that name
     * @param instruments of those: whether it's instrumented
     */
    InstrumentingLoader(ClassLoader parent, Predicate<String> loadsAnew, Predicate<String> instruments) {
        super("instrumented", parent);
        this.loadsAnew = loadsAnew;
        this.instruments = instruments;
    }

    /**
     * A test class, loaded anew, with what it tests: all of its own packages. What comes from where
     * the test comes from isn't instrumented: that is code nobody judges.
     */
    public static Class<?> instrumented(Class<?> test) {
        ClassLoader parent = test.getClassLoader();
        if (parent instanceof InstrumentingLoader) {
            return test;
        }
        String packages = test.getPackageName().replaceAll("\\..*", "") + ".";
        String tests = root(parent, test.getName());
        try {
            return LOADERS.computeIfAbsent(parent, any -> new InstrumentingLoader(parent,
                    name -> name.startsWith(packages), name -> !root(parent, name).equals(tests)))
                    .loadClass(test.getName());
        } catch (ClassNotFoundException e) {
            throw new LinkageError("this class was loaded already, and now it can't be found: " + test.getName(), e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!loadsAnew.test(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        URL url = getParent().getResource(file(name));
        if (url == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = url.openStream()) {
            byte[] bytes = in.readAllBytes();
            byte[] defined = instruments.test(name) ? new Instrumenter(getParent()).instrument(bytes) : bytes;
            CodeSource source = new CodeSource(url, (Certificate[]) null);
            return defineClass(name, defined, 0, defined.length, new ProtectionDomain(source, null));
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** The folder or the jar that a class comes from. */
    private static String root(ClassLoader classes, String name) {
        URL url = classes.getResource(file(name));
        return url == null ? "" : url.toString().substring(0, url.toString().length() - file(name).length());
    }

    private static String file(String name) {
        return name.replace('.', '/') + ".class";
    }
}
