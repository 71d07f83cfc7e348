package io.tokentally.application.port.out.pricing;

import io.tokentally.application.port.kind.SystemPort;
import java.util.List;

/** The doors that price bundles come through by themselves, as the installation is set. */
@SystemPort("the list is the same for everybody")
public interface PriceBundleDoors {

    List<PriceBundleDoor> all();
}
