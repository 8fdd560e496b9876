"""Write the WSDL of a service, as it is to stand under openapi/: `python -m … Human_Resources > openapi/…`."""

import sys

from rosterproof_sim.dialect.contract.wsdl.rendering import rendered
from rosterproof_sim.dialects.hris.workday.soap.service import service_of

if __name__ == "__main__":
    sys.stdout.write(rendered(service_of(sys.argv[1])))
