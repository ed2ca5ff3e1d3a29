package workbook.runner;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;
import workbook.runner.child.TestMain;

/**
 * What runs the tests and writes down how they went, as a named module: its private parts are out of reach of
 * whatever else is in that JVM, by reflection, too.
 */
public final class HarnessModule {

    private static final String NAME = "workbook.harness";
    private static final String FOLDER = TestMain.class.getPackageName().replace('.', '/');

    private final Path jar;
    private final Path runner;

    /** @param folder to keep its jar in */
    public HarnessModule(Path folder, Libraries libraries) {
        runner = Libraries.homeOf(TestMain.class);
        jar = folder.resolve("harness-" + libraries.fingerprint() + ".jar");
    }

    /** Makes it, unless it is there. */
    public void make() throws IOException {
        if (Files.isRegularFile(jar)) {
            return;
        }
        Files.createDirectories(jar.getParent());
        Path work = Files.createTempFile(jar.getParent(), "harness-", ".tmp");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(work))) {
            out.putNextEntry(new ZipEntry("module-info.class"));
            out.write(descriptor());
            if (Files.isDirectory(runner)) {
                addClasses(runner, out);
            } else {
                try (FileSystem runnerJar = FileSystems.newFileSystem(runner)) {
                    addClasses(runnerJar.getPath("/"), out);
                }
            }
        }
        Files.move(work, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void addClasses(Path root, JarOutputStream out) throws IOException {
        try (Stream<Path> classes = Files.list(root.resolve(FOLDER))) {
            for (Path file : classes.sorted().toList()) {
                out.putNextEntry(new ZipEntry(FOLDER + "/" + file.getFileName()));
                Files.copy(file, out);
            }
        }
    }

    Path jar() {
        return jar;
    }

    /** What to start a JVM with, last of all, to have it run tests; what else there is in it, is on the class path. */
    List<String> options() {
        return List.of("--module-path", jar.toString(), "--add-reads", NAME + "=ALL-UNNAMED",
                "--add-modules", "java.management,java.sql,java.instrument,jdk.unsupported",
                "--module", NAME + "/" + TestMain.class.getName());
    }

    /** It is exported, for JUnit to call it, and not open. */
    private static byte[] descriptor() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
        ModuleVisitor module = writer.visitModule(NAME, 0, null);
        module.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
        module.visitExport(FOLDER, 0);
        module.visitPackage(FOLDER);
        module.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
