package io.tokentally.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The modules of a Maven build, as its root {@code pom.xml} lists them.
 *
 * @param root the folder of that file
 */
record Reactor(Path root) {

    private static final Path SOURCES = Path.of("src", "main", "java");

    /** The modules that have Java sources, by name; the build itself, as {@code .}, if it has no modules. */
    Map<String, Path> sourceFolders() {
        List<String> modules = modules();
        Map<String, Path> folders = new TreeMap<>();
        for (String module : modules.isEmpty() ? List.of(".") : modules) {
            Path folder = root.resolve(module).resolve(SOURCES);
            if (Files.isDirectory(folder)) {
                folders.put(module, folder);
            }
        }
        return folders;
    }

    /** The names of the top-level types whose sources lie in that folder. */
    static List<String> types(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.map(file -> sources.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                    .map(file ->
                            file.substring(0, file.length() - ".java".length()).replace('/', '.'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> modules() {
        List<String> modules = new ArrayList<>();
        for (Element list : children(project(), "modules")) {
            for (Element module : children(list, "module")) {
                modules.add(module.getTextContent().strip());
            }
        }
        return modules;
    }

    private Element project() {
        Path pom = root.resolve("pom.xml");
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
        } catch (IOException e) {
            throw new UncheckedIOException("The root pom.xml could not be read: " + pom, e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("The root pom.xml is no XML: " + pom, e);
        }
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
