# SPDX-FileCopyrightText: 2026 The Lathe developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The package that Lambda's Python runtimes have beside the function: what functions import of it, for annotations most often,
and what agents replace. One file, whose modules are made when it is imported."""
import sys
from types import ModuleType

import _lathe_bootstrap as bootstrap
import _lathe_context

__path__ = []
lambda_context = ModuleType(__name__ + ".lambda_context")
for _name in ("Client", "ClientContext", "CognitoIdentity", "LambdaContext"):
    setattr(lambda_context, _name, getattr(_lathe_context, _name))
sys.modules[lambda_context.__name__] = lambda_context
sys.modules[__name__ + ".bootstrap"] = bootstrap
