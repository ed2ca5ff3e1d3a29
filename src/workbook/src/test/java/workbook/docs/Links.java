package workbook.docs;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Links, images among them: to files that are there, and to headings in them. Nothing is fetched. */
final class Links {

    private final Tree tree;
    private final Map<String, Document> documents;

    Links(Tree tree, Collection<Document> documents) {
        this.tree = tree;
        this.documents = documents.stream().collect(Collectors.toMap(Document::file, Function.identity()));
    }

    List<Problem> problems(Document document) {
        return document.links().stream().flatMap(link -> problem(document, link.target()).stream()
                .map(why -> document.problem(link.line(), "(" + link.target() + ")", why))).toList();
    }

    private Optional<String> problem(Document document, String target) {
        if (target.matches("[a-z]+:.*")) {
            return problemWithAddress(target);
        }
        String[] parts = target.split("#", 2);
        String path = URLDecoder.decode(parts[0].replace("+", "%2B"), StandardCharsets.UTF_8);
        String file = path.isEmpty() ? document.file() : Path.of(document.folder()).resolve(path).normalize().toString()
                .replace('\\', '/');
        if (file.startsWith("..") || path.startsWith("/") || !tree.has(file)) {
            return Optional.of("There is no file " + file + "." + Nearest.hint(file, tree.files("")));
        }
        if (Tree.isForInstructors(file) && !document.isForInstructors()) {
            return Optional.of("A handout has this document, but not " + file + ": there the link is dead.");
        }
        return parts.length == 1 ? Optional.empty() : problemWithAnchor(file, parts[1]);
    }

    private Optional<String> problemWithAnchor(String file, String anchor) {
        Set<String> anchors = documents.containsKey(file) ? documents.get(file).anchors() : Set.of();
        return anchors.contains(anchor) ? Optional.empty() : Optional.of("There is no heading in " + file
                + " for #" + anchor + "." + Nearest.hint(anchor, new TreeSet<>(anchors)));
    }

    private static Optional<String> problemWithAddress(String address) {
        try {
            URI uri = new URI(address);
            boolean complete = !uri.getScheme().matches("https?") || uri.getHost() != null;
            return complete ? Optional.empty() : Optional.of("That is no complete address.");
        } catch (URISyntaxException e) {
            return Optional.of("That is no address: " + e.getReason() + ".");
        }
    }
}
