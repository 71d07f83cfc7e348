package io.tokentally.bootstrap.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Reads the compiled classes of the product. */
final class ProductClasses {

    private ProductClasses() {}

    /** Everything that ships, from all modules, without any test. */
    static JavaClasses all() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(ProductClasses::isNoJarOfTests)
                .importPackages(Layout.PRODUCT.root());
    }

    private static boolean isNoJarOfTests(Location location) {
        return !location.contains("-tests.jar");
    }
}
