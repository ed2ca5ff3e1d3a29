package workbook.runner.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What classes refer to that would let them tamper with the tests, or reach out of the JVM: a last look, before
 * anything of them runs. It goes by what is known to be dangerous, where the grader's own look beforehand goes by what
 * is known to be harmless: what slips past one of the two needn't slip past the other.
 */
final class ForbiddenReferences {

    private static final int CLASS = 7;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;

    private static final Pattern TYPES = Pattern.compile("java/lang/(reflect|instrument|management|foreign|module)/.*"
            + "|java/lang/(ClassLoader|Module\\w*|Process\\w*|StackWalker.*|ThreadGroup|ClassValue|SecurityManager)"
            + "|java/(net|rmi|security|awt|beans)/.*|java/nio/(file|channels)/.*"
            + "|java/io/(File\\w*|RandomAccessFile|Console|Object\\w*Stream.*|Externalizable)"
            + "|java/util/(ServiceLoader.*|Timer|TimerTask|Scanner|Formatter|ResourceBundle.*|Properties)"
            + "|java/util/(jar|zip|logging|prefs|spi)/.*"
            + "|(javax|jdk|sun|com|org|net|io|warmup)/.*"
            + "|workbook/(testkit|runner|report|grader)/.*|workbook/world/simulation/.*");
    /** Harmless in what the compiler makes of lambdas and of strings added up, and nowhere else. */
    private static final Pattern HANDLES = Pattern.compile("java/lang/invoke/.*");
    private static final Pattern BOOTSTRAPS =
            Pattern.compile("java/lang/invoke/(LambdaMetafactory|StringConcatFactory)");
    private static final Pattern MEMBERS = Pattern.compile("forName|get\\w*ClassLoader|setContextClassLoader"
            + "|get\\w*Resource\\w*|getDeclared\\w+|getMethods?|getFields?|getConstructors?|getEnclosing\\w+"
            + "|getRecordComponents|getPermittedSubclasses|getNest\\w+|getModule|getProtectionDomain|newInstance"
            + "|getenv|getPropert\\w+|setPropert\\w+|clearProperty|setOut|setErr|setIn|setSecurityManager"
            + "|\\w+ShutdownHook|getThreadGroup|setDefaultUncaughtExceptionHandler|getAllStackTraces|getStackTrace");
    /** Students may well have methods of these names. */
    private static final Pattern MEMBERS_OF_OTHERS =
            Pattern.compile("(java|workbook)/.*\\.(exit|halt|exec|load|loadLibrary|enumerate|getInteger|getLong"
                    + "|getBoolean|forget|reached)|java/lang/Thread\\.(stop|suspend|resume)");
    /** Harmless but where they write to files. */
    private static final Pattern CONSTRUCTORS =
            Pattern.compile("java/io/Print(Stream|Writer)\\.<init>\\(Ljava/(lang/String|io/File);.*");

    private final Map<String, ClassReader> classes = new TreeMap<>();
    private final Map<String, Set<String>> methods = new HashMap<>();

    /** @param folders with class files */
    ForbiddenReferences(List<Path> folders) throws IOException {
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                    ClassReader reader = new ClassReader(Files.readAllBytes(file));
                    classes.put(reader.getClassName(), reader);
                    methods.put(reader.getClassName(), methodsOf(reader));
                }
            }
        }
    }

    /** The first that is found, in words. */
    Optional<String> first() {
        return classes.values().stream().flatMap(each -> firstOf(each).stream()).findFirst();
    }

    private Optional<String> firstOf(ClassReader reader) {
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int item = 1; item < reader.getItemCount(); item++) {
            int offset = reader.getItem(item);
            int tag = offset == 0 ? 0 : reader.readByte(offset - 1);
            String type = "";
            String member = "";
            String descriptor = "";
            if (tag == CLASS) {
                type = reader.readUTF8(offset, buffer).replaceFirst("^\\[+L?", "").replace(";", "");
            } else if (tag == METHOD || tag == INTERFACE_METHOD) {
                int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
                member = reader.readUTF8(nameAndType, buffer);
                descriptor = reader.readUTF8(nameAndType + 2, buffer);
                type = owner(reader.readClass(offset, buffer), member);
            }
            if (isForbidden(type, member, descriptor)) {
                return Optional.of(reader.getClassName().replace('/', '.') + " refers to " + type.replace('/', '.')
                        + (member.isEmpty() ? "" : "." + member));
            }
        }
        return Optional.empty();
    }

    private boolean isForbidden(String type, String member, String descriptor) {
        return TYPES.matcher(type).matches()
                || !member.isEmpty() && HANDLES.matcher(type).matches() && !BOOTSTRAPS.matcher(type).matches()
                || MEMBERS.matcher(member).matches() && !classes.containsKey(type)
                || MEMBERS_OF_OTHERS.matcher(type + "." + member).matches()
                || CONSTRUCTORS.matcher(type + "." + member + descriptor).matches();
    }

    /** The class that has such a method, of that one and those above it; of the JDK's, the nearest, whichever has it. */
    private String owner(String type, String member) {
        return classes.containsKey(type) && !methods.get(type).contains(member)
                ? owner(classes.get(type).getSuperName(), member) : type;
    }

    private static Set<String> methodsOf(ClassReader reader) {
        Set<String> names = new HashSet<>();
        reader.accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                    String[] exceptions) {
                names.add(name);
                return null;
            }
        }, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return names;
    }
}
