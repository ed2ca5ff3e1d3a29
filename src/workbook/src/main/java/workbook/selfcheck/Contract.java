package workbook.selfcheck;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import workbook.runner.Sources;

/**
 * What a chapter's classes promise: each public class and each of its public members, with its Javadoc.
 * A skeleton promises the same as the answer to it.
 */
final class Contract {

    private Contract() {
    }

    /** The Javadoc of each public thing, by its signature; empty for none. */
    static Map<String, String> of(Path sources) throws IOException {
        Map<String, String> contract = new TreeMap<>();
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, Locale.ENGLISH,
                StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) javac.getTask(null, files, diagnostic -> { }, List.of("-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(Sources.in(sources)));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new PublicThings(docs, contract).scan(unit, null);
            }
        }
        return contract;
    }

    private static final class PublicThings extends TreePathScanner<Void, Void> {

        private final DocTrees docs;
        private final Map<String, String> contract;

        PublicThings(DocTrees docs, Map<String, String> contract) {
            this.docs = docs;
            this.contract = contract;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (isPublic(type.getModifiers().getFlags())) {
                note(name());
                return super.visitClass(type, nothing);
            }
            return null;   // its members are nobody's business
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (isPublic(method.getModifiers().getFlags())) {
                note(name() + "." + method.getName() + method.getParameters().stream()
                        .map(parameter -> parameter.getType().toString()).collect(Collectors.joining(", ", "(", ")"))
                        + " " + method.getReturnType());
            }
            return null;
        }

        @Override
        public Void visitVariable(VariableTree field, Void nothing) {
            if (isPublic(field.getModifiers().getFlags())) {
                note(name() + "." + field.getName() + " " + field.getType());
            }
            return null;
        }

        /** In an interface everything is public, whether it says so or not. */
        private boolean isPublic(Iterable<Modifier> flags) {
            for (Modifier flag : flags) {
                if (flag == Modifier.PUBLIC || flag == Modifier.PROTECTED) {
                    return true;
                }
            }
            return getCurrentPath().getParentPath() != null
                    && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
        }

        private String name() {
            StringBuilder name = new StringBuilder();
            for (Tree each : getCurrentPath()) {
                if (each instanceof ClassTree type) {
                    name.insert(0, name.isEmpty() ? type.getSimpleName() : type.getSimpleName() + ".");
                }
            }
            return name.toString();
        }

        private void note(String signature) {
            String comment = docs.getDocComment(getCurrentPath());
            contract.put(signature, comment == null ? "" : comment.replaceAll("\\s+", " ").strip());
        }
    }
}
