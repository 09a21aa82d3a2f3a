# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cloud regions that the sandbox offers: a plausible part of Confluent's public list, and what is missing is a 400."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


REGIONS: dict[str, frozenset[str]] = {
    "AWS": _names(
        """
        us-east-1 us-east-2 us-west-2 ca-central-1 ca-west-1 sa-east-1 mx-central-1
        eu-central-1 eu-central-2 eu-west-1 eu-west-2 eu-west-3 eu-north-1 eu-south-1 eu-south-2
        ap-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2
        ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4
        me-central-1 me-south-1 il-central-1 af-south-1
        """
    ),
    "GCP": _names(
        """
        us-central1 us-east1 us-east4 us-east5 us-south1 us-west1 us-west2 us-west3 us-west4
        northamerica-northeast1 northamerica-northeast2 southamerica-east1 southamerica-west1
        europe-central2 europe-north1 europe-southwest1 europe-west1 europe-west2 europe-west3 europe-west4 europe-west6
        europe-west8 europe-west9 europe-west12
        asia-east1 asia-east2 asia-northeast1 asia-northeast2 asia-northeast3 asia-south1 asia-south2
        asia-southeast1 asia-southeast2 australia-southeast1 australia-southeast2 me-central2 me-west1
        """
    ),
    "AZURE": _names(
        """
        centralus eastus eastus2 northcentralus southcentralus westus2 westus3 canadacentral canadaeast brazilsouth
        mexicocentral francecentral germanywestcentral italynorth northeurope norwayeast polandcentral spaincentral
        swedencentral switzerlandnorth uksouth westeurope australiaeast centralindia eastasia japaneast koreacentral
        newzealandnorth southafricanorth southeastasia qatarcentral uaenorth israelcentral
        """
    ),
}
