package workbook.grader.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import workbook.grader.guard.References.Member;

/**
 * Looks at what was compiled before it's run, and finds all that no exercise needs: files, network, processes,
 * reflection, class loaders, native code, an end of the JVM. What isn't on the {@link AllowList} is refused; whoever
 * inherits a method uses the class that declares it.
 *
 * <p>This is one layer of several. It keeps nobody from waiting, computing or filling memory without end.
 */
public final class Guard {

    private final AllowList allowed = AllowList.usual();

    /**
     * What the classes refer to and may not, in a fixed order; nothing, if all is well.
     *
     * @param folders with the submission's class files
     * @param tests folders with the class files of the tests
     */
    public List<Violation> check(List<Path> folders, List<Path> tests) throws IOException {
        Map<String, byte[]> classes = classesIn(folders);
        Types types = new Types(classes);
        List<Violation> violations = new ArrayList<>();
        classes.forEach((name, bytes) -> {
            checkName(name, tests, violations);
            check(name, bytes, types, violations);
        });
        return violations;
    }

    /** Where it is run, such a name stands for another class, whose members nobody has looked at. */
    private static void checkName(String name, List<Path> tests, List<Violation> violations) {
        String file = name.replace('.', '/') + ".class";
        if (Types.isOfThisJvm(name) || tests.stream().anyMatch(folder -> Files.exists(folder.resolve(file)))) {
            violations.add(new Violation(name, 0, "the name of a class of the tests or of a library"));
        }
    }

    private void check(String name, byte[] bytes, Types types, List<Violation> violations) {
        References references = new References(bytes);
        Lines lines = new Lines(bytes);
        for (String type : references.types()) {
            if (!types.isSubmitted(type) && !allowed.allows(type)) {
                violations.add(new Violation(name, lines.of(type), type.replace('$', '.')));
            }
        }
        for (Member member : references.members()) {
            boolean known = types.isSubmitted(member.owner()) || allowed.allows(member.owner());
            if (known && !isAllowed(member, types)) { // otherwise the class itself was told
                violations.add(new Violation(name, lines.of(member), words(member)));
            }
        }
        new ClassReader(bytes).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String method, String descriptor, String signature,
                    String[] exceptions) {
                if ((access & Opcodes.ACC_NATIVE) != 0) {
                    violations.add(new Violation(name, 0, "a native method, " + method));
                }
                if (method.equals("finalize") && descriptor.equals("()V")) {
                    violations.add(new Violation(name, 0, "a finalizer"));
                }
                return null;
            }
        }, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    /** What counts is the class that declares it, not the one it's looked for in. */
    private boolean isAllowed(Member member, Types types) {
        return types.declaring(member.owner(), member.name(), member.descriptor())
                .filter(type -> types.isSubmitted(type) || allowed.allows(type, member.name(), member.descriptor()))
                .isPresent();
    }

    private static String words(Member member) {
        String owner = member.owner().replace('$', '.');
        return member.name().equals("<init>") ? "new " + owner + "(…)" : owner + "." + member.name();
    }

    private static Map<String, byte[]> classesIn(List<Path> folders) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(file -> file.toString().endsWith(".class")).toList()) {
                    byte[] bytes = Files.readAllBytes(file);
                    classes.put(new ClassReader(bytes).getClassName().replace('/', '.'), bytes);
                }
            }
        }
        return classes;
    }
}
