package workbook.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public types and members of the JDK, and of what else the workbook's sources import. */
final class LibraryNames {

    /** Whose types a document may name although no source of ours uses them. */
    private static final List<String> MODULES = List.of("java.base", "java.sql");

    /** Full names by simple ones. */
    private static final Map<String, Set<String>> JDK = typesOfTheJdk();

    private final Map<String, Set<String>> fullNames = new HashMap<>();
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Set<String> typesInUse = new HashSet<>();

    /** @param imports full names, by which the sources import types; what can't be found is left out */
    LibraryNames(Collection<String> imports) {
        JDK.forEach((simple, names) -> fullNames.put(simple, new HashSet<>(names)));
        JDK.keySet().stream().filter(simple -> JDK.get(simple).contains("java.lang." + simple))
                .forEach(typesInUse::add);
        for (String name : imports) {
            add(fullNames, name);
            typesInUse.add(simple(name));
        }
    }

    boolean isType(String simpleName) {
        return types(simpleName).findAny().isPresent();
    }

    boolean isMember(String type, String member) {
        return members(type).contains(member);
    }

    /**
     * Whether a word that stands alone is a member of a type that everybody knows: one of {@code java.lang},
     * or one that our sources import. (Among all types of the JDK nearly every word is some method's name.)
     */
    boolean isWordInUse(String word) {
        return typesInUse.stream().anyMatch(type -> isMember(type, word));
    }

    /** Of all public types of that name. */
    Set<String> members(String simpleName) {
        return members.computeIfAbsent(simpleName, name -> types(name).flatMap(LibraryNames::membersOf)
                .collect(Collectors.toSet()));
    }

    private static Map<String, Set<String>> typesOfTheJdk() {
        Map<String, Set<String>> types = new HashMap<>();
        for (String name : MODULES) {
            ModuleReference module = ModuleLayer.boot().configuration().findModule(name).orElseThrow().reference();
            try (ModuleReader reader = module.open(); Stream<String> files = reader.list()) {
                files.filter(file -> file.endsWith(".class") && file.startsWith("java"))
                        .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                        .forEach(fullName -> add(types, fullName));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return types;
    }

    private static void add(Map<String, Set<String>> types, String fullName) {
        types.computeIfAbsent(simple(fullName), name -> new HashSet<>()).add(fullName);
    }

    private static String simple(String fullName) {
        return fullName.replaceAll(".*[.$]", "");
    }

    private Stream<Class<?>> types(String simpleName) {
        return fullNames.getOrDefault(simpleName, Set.of()).stream().flatMap(LibraryNames::load)
                .filter(type -> Modifier.isPublic(type.getModifiers()));
    }

    private static Stream<Class<?>> load(String fullName) {
        try {
            return Stream.of(Class.forName(fullName, false, LibraryNames.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return Stream.empty();
        }
    }

    private static Stream<String> membersOf(Class<?> type) {
        try {
            Stream<Method> methods = Stream.concat(Stream.of(type.getMethods()), Stream.of(type.getDeclaredMethods())
                    .filter(method -> Modifier.isProtected(method.getModifiers())));
            return Stream.of(methods.map(Method::getName), Stream.of(type.getFields()).map(Field::getName),
                    Stream.of(type.getClasses()).map(Class::getSimpleName)).flatMap(names -> names);
        } catch (NoClassDefFoundError e) {
            return Stream.empty(); // what it stands on itself isn't all here
        }
    }
}
