package workbook.docs;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The names in the workbook's own Java sources, which are read and not compiled: simple names of types,
 * their members, variables, and what stands in quotes (names of tasks, tags, properties).
 *
 * <p>Two types of the same name are one here.
 */
final class OwnNames {

    private final Map<String, Set<String>> members = new HashMap<>();
    private final Map<String, Set<String>> supertypes = new HashMap<>();
    private final Set<String> variables = new HashSet<>();
    private final Set<String> texts = new HashSet<>();
    private final Set<String> imports = new HashSet<>();

    private OwnNames() {
    }

    static OwnNames in(Collection<Path> files) {
        OwnNames names = new OwnNames();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(problem -> { }, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, manager, problem -> { }, List.of("-proc:none"), null,
                    manager.getJavaFileObjectsFromPaths(files));
            for (CompilationUnitTree unit : task.parse()) {
                names.new Reader().scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    boolean isType(String name) {
        return members.containsKey(name);
    }

    /** Whether some type of that name, or one that it extends, declares such a member. */
    boolean isMember(String type, String member) {
        return members.getOrDefault(type, Set.of()).contains(member)
                || supertypes.getOrDefault(type, Set.of()).stream()
                        .anyMatch(above -> !above.equals(type) && isMember(above, member));
    }

    /** What a type extends and implements, and what that does in turn; also what isn't ours. */
    Stream<String> supertypes(String type) {
        return supertypes.getOrDefault(type, Set.of()).stream().filter(above -> !above.equals(type))
                .flatMap(above -> Stream.concat(Stream.of(above), supertypes(above)));
    }

    boolean isVariable(String name) {
        return variables.contains(name);
    }

    /** Whether it is the name of anything, or stands in quotes. */
    boolean isName(String name) {
        return isType(name) || isVariable(name) || isText(name)
                || members.values().stream().anyMatch(all -> all.contains(name));
    }

    /** Whether this and no more stands in quotes somewhere. */
    boolean isText(String text) {
        return texts.contains(text);
    }

    /** Full names. */
    Set<String> imports() {
        return imports;
    }

    /** The names of types and members: what a document is likely to have meant. */
    Stream<String> typesAndMembers() {
        return Stream.concat(members.keySet().stream(), members.values().stream().flatMap(Set::stream));
    }

    Stream<String> members(String type) {
        return members.getOrDefault(type, Set.of()).stream();
    }

    private final class Reader extends TreePathScanner<Void, Void> {

        @Override
        public Void visitImport(ImportTree tree, Void nothing) {
            imports.add(tree.getQualifiedIdentifier().toString());
            return null;
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            String name = tree.getSimpleName().toString();
            declare(name);
            members.computeIfAbsent(name, type -> new HashSet<>());
            Set<String> above = supertypes.computeIfAbsent(name, type -> new HashSet<>());
            Stream.concat(Stream.ofNullable(tree.getExtendsClause()), tree.getImplementsClause().stream())
                    .map(type -> type.toString().replaceAll("<.*", "").replaceAll(".*\\.", ""))
                    .forEach(above::add);
            above.add(switch (tree.getKind()) {
                case ENUM -> "Enum";
                case RECORD -> "Record";
                default -> "Object";
            });
            return super.visitClass(tree, nothing);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            declare(tree.getName().toString());
            return super.visitMethod(tree, nothing);
        }

        @Override
        public Void visitVariable(VariableTree tree, Void nothing) {
            variables.add(tree.getName().toString());
            declare(tree.getName().toString());
            return super.visitVariable(tree, nothing);
        }

        @Override
        public Void visitLiteral(LiteralTree tree, Void nothing) {
            if (tree.getValue() instanceof String text) {
                texts.add(text);
            }
            return null;
        }

        /** It is a member if it stands in a type, and not in a method. */
        private void declare(String name) {
            if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type) {
                members.computeIfAbsent(type.getSimpleName().toString(), key -> new HashSet<>()).add(name);
            }
        }
    }
}
